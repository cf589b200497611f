//! The WASM executor and its cache of compiled runtimes.

use std::path::PathBuf;

use sc_executor::{HeapAllocStrategy, WasmExecutor};
use sc_service::config::ExecutorConfiguration;

/// Host functions offered to the runtime: those of the SDK, and the arithmetic of the curve that
/// the signatures of the beacon lie on.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type HostFunctions = (
    sp_io::SubstrateHostFunctions,
    myelin_runtime::curve::beacon_curve::HostFunctions,
);

/// Host functions offered to the runtime: as without benchmarks, and those of benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub type HostFunctions = (
    sp_io::SubstrateHostFunctions,
    myelin_runtime::curve::beacon_curve::HostFunctions,
    frame_benchmarking::benchmarking::HostFunctions,
);

/// Executor of this node.
pub type Executor = WasmExecutor<HostFunctions>;

/// Heap of a runtime call: 512 MiB of address space in pages of 64 KiB. Memory is only occupied
/// where the call writes. The SDK doubles the number when it imports a block, so it must stay
/// below half of the 65536 pages WASM can address.
const HEAP_PAGES: u32 = 8_192;

/// Builds the executor. Compiled runtimes are kept in `cache` beyond the life of the process.
pub fn new(config: &ExecutorConfiguration, cache: Option<PathBuf>) -> Executor {
    let heap = HeapAllocStrategy::Static {
        extra_pages: HEAP_PAGES,
    };
    let builder = Executor::builder()
        .with_execution_method(config.wasm_method)
        .with_onchain_heap_alloc_strategy(heap)
        .with_offchain_heap_alloc_strategy(heap)
        .with_max_runtime_instances(config.max_runtime_instances)
        .with_runtime_cache_size(config.runtime_cache_size);
    match cache {
        Some(folder) => builder.with_cache_path(folder).build(),
        None => builder.build(),
    }
}

/// Where compiled runtimes are kept: `myelin/runtime` below `XDG_CACHE_HOME`, else below
/// `~/.cache`. It is no part of the base path, so that a node on a temporary base path finds its
/// runtime compiled. None when the environment names no such folder.
pub fn default_cache() -> Option<PathBuf> {
    cache_below(std::env::var_os("XDG_CACHE_HOME"), std::env::var_os("HOME"))
}

fn cache_below(
    xdg: Option<std::ffi::OsString>,
    home: Option<std::ffi::OsString>,
) -> Option<PathBuf> {
    // The XDG rules say that relative folders are to be ignored.
    let absolute =
        |folder: std::ffi::OsString| Some(PathBuf::from(folder)).filter(|f| f.is_absolute());
    let base = xdg
        .and_then(absolute)
        .or_else(|| home.and_then(absolute).map(|home| home.join(".cache")))?;
    Some(base.join("myelin").join("runtime"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_follows_the_environment() {
        let below = |xdg: Option<&str>, home: Option<&str>| {
            cache_below(xdg.map(Into::into), home.map(Into::into))
        };
        let expected = |path: &str| Some(PathBuf::from(path));
        assert_eq!(
            below(Some("/c"), Some("/home/u")),
            expected("/c/myelin/runtime")
        );
        assert_eq!(
            below(None, Some("/home/u")),
            expected("/home/u/.cache/myelin/runtime")
        );
        assert_eq!(
            below(Some("c"), Some("/home/u")),
            expected("/home/u/.cache/myelin/runtime")
        );
        assert_eq!(below(None, None), None);
    }

    #[test]
    fn the_heap_of_an_import_still_fits_wasm() {
        assert!(HEAP_PAGES.saturating_mul(2) < 0x1_0000);
    }
}
