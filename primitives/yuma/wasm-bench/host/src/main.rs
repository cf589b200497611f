//! Times epochs, native and inside WASM under the settings of the node's executor.
//!
//! Usage: `epoch-host GUEST.wasm`
//!
//! First come the scores of the machine, to read the times by. A time is CPU time of the thread,
//! so that other processes disturb it little. Printed are the least and the median of the samples
//! per epoch.

mod clock;
mod machine;

use std::error::Error;

use clock::cpu_seconds;
use epoch_guest::Bench;
use wasmtime::{
    Config, Engine, Instance, InstanceAllocationStrategy, Module, OptLevel,
    PoolingAllocationConfig, Store, TypedFunc,
};

/// Samples of each subnet.
const SAMPLES: usize = 60;

/// Neurons of a subnet, its validators, density of their weights in percent, rules of the bonds as
/// the guest numbers them, and how many epochs make a sample.
struct Case {
    uids: u16,
    validators: u16,
    percent: u32,
    rules: u32,
    epochs: u32,
}

impl Case {
    const fn of(uids: u16, validators: u16, percent: u32, rules: u32, epochs: u32) -> Self {
        Self {
            uids,
            validators,
            percent,
            rules,
            epochs,
        }
    }

    fn name(&self) -> String {
        let rules = ["classic", "yuma3", "yuma3 liquid alpha"][self.rules as usize];
        format!(
            "{rules} {}x{} {}%",
            self.uids, self.validators, self.percent
        )
    }
}

const CASES: [Case; 9] = [
    Case::of(4_096, 64, 100, 0, 1),
    Case::of(4_096, 64, 100, 1, 1),
    Case::of(256, 64, 100, 0, 10),
    Case::of(256, 64, 100, 1, 10),
    Case::of(256, 64, 100, 2, 10),
    Case::of(4_096, 64, 50, 0, 2),
    Case::of(4_096, 64, 25, 0, 4),
    Case::of(4_096, 64, 12, 0, 8),
    Case::of(4_096, 64, 6, 0, 16),
];

/// The settings of sc-executor-wasmtime 0.47 as sc-executor 0.51 uses them.
fn settings() -> Config {
    let mut pool = PoolingAllocationConfig::default();
    pool.max_core_instance_size(512 * 1024)
        .table_elements(8_192)
        .max_memory_size(0x1_0000 * 65_536)
        .max_unused_warm_slots(4)
        .total_tables(32)
        .total_memories(32)
        .total_core_instances(32);
    let mut config = Config::new();
    config
        .cranelift_opt_level(OptLevel::SpeedAndSize)
        .cranelift_nan_canonicalization(false)
        .max_wasm_stack(1024 * 1024)
        .wasm_simd(false)
        .wasm_relaxed_simd(false)
        .wasm_bulk_memory(false)
        .wasm_multi_value(false)
        .wasm_multi_memory(false)
        .wasm_memory64(false)
        .wasm_tail_call(false)
        .wasm_extended_const(false)
        .memory_init_cow(true)
        .memory_guaranteed_dense_image_size(u64::MAX)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}

/// Least and median milliseconds of an epoch; `run` runs as many as it is told.
fn sample<E>(epochs: u32, mut run: impl FnMut(u32) -> Result<(), E>) -> Result<(f64, f64), E> {
    run(epochs)?;
    let mut times = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let begin = cpu_seconds();
        run(epochs)?;
        times.push((cpu_seconds() - begin) * 1e3 / f64::from(epochs));
    }
    times.sort_by(f64::total_cmp);
    Ok((times[0], times[SAMPLES / 2]))
}

fn native(case: &Case) -> (f64, f64) {
    let mut bench = Bench::new(case.uids, case.validators, case.percent, case.rules);
    let run = |epochs| {
        bench.epochs(epochs);
        Ok::<_, std::convert::Infallible>(())
    };
    match sample(case.epochs, run) {
        Ok(times) => times,
    }
}

fn inside_wasm(engine: &Engine, module: &Module, case: &Case) -> wasmtime::Result<(f64, f64)> {
    let mut store = Store::new(engine, ());
    let instance = Instance::new(&mut store, module, &[])?;
    let prepare: TypedFunc<(u32, u32, u32, u32), u32> =
        instance.get_typed_func(&mut store, "prepare")?;
    let epochs: TypedFunc<(u32, u32), u32> = instance.get_typed_func(&mut store, "epochs")?;
    let subnet = (
        case.uids.into(),
        case.validators.into(),
        case.percent,
        case.rules,
    );
    let bench = prepare.call(&mut store, subnet)?;
    sample(case.epochs, |count| {
        epochs.call(&mut store, (bench, count)).map(drop)
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let guest = std::env::args()
        .nth(1)
        .ok_or("usage: epoch-host GUEST.wasm")?;
    println!("BLAKE2-256 {:>8.0} MiB/s", machine::blake2());
    println!("memory     {:>8.0} MiB/s", machine::memory());
    let engine = Engine::new(&settings())?;
    let module = Module::from_file(&engine, guest)?;
    println!(
        "{:<32}{:>20}{:>20}",
        "epoch (least, median in ms)", "native", "WASM"
    );
    for case in &CASES {
        let native = native(case);
        let wasm = inside_wasm(&engine, &module, case)?;
        print!("{:<32}", case.name());
        for (least, median) in [native, wasm] {
            print!("{least:>11.3}{median:>9.3}");
        }
        println!();
    }
    Ok(())
}
