//! Builds the WebAssembly binary of the runtime when the native crate is built.

fn main() {
    #[cfg(feature = "std")]
    substrate_wasm_builder::WasmBuilder::init_with_defaults()
        .enable_metadata_hash("TAO", 9)
        .build();
}
