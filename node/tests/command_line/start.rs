//! Starts that must end at once, with one sentence that says what to do.
//!
//! Most need the runtime in the binary, so that they do nothing in a build with `SKIP_WASM_BUILD`.

use std::{
    env, fs,
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{run, text};

/// How long a node that does not end may run; a first start compiles the runtime.
const PATIENCE: Duration = Duration::from_secs(120);

/// Whether the binary holds a runtime.
fn has_runtime() -> bool {
    let output = run(&["export-chain-spec", "--chain", "dev"], "");
    let lacks_it = text(&output.stderr).contains("holds no runtime");
    assert!(
        !lacks_it || env::var_os("SKIP_WASM_BUILD").is_some(),
        "the binary holds no runtime"
    );
    !lacks_it
}

/// A folder for the test of this name, empty at first and gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The same with the database of the chain `dev` in it.
    fn with_database(name: &str) -> Self {
        let folder = Self::new(name);
        let output = run(
            &[
                "revert",
                "0",
                "--chain",
                "dev",
                "--base-path",
                folder.path(),
            ],
            "",
        );
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        folder
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn database(&self) -> PathBuf {
        self.0.join("chains/bittensor/paritydb/full")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// Starts a node that must end with code 1, and gives the lines of its log, of which only the last
/// one is an error.
fn refused(arguments: &[&str]) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_myelin-node"))
        .args(arguments)
        .args(["--port", "0", "--no-prometheus"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it runs");
        }
        thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let log = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{log}");
    let lines: Vec<String> = log.lines().map(Into::into).collect();
    let errors = lines.iter().filter(|line| line.contains("Error: "));
    assert_eq!(errors.count(), 1, "{log}");
    assert!(lines.last().unwrap().contains("Error: "), "{log}");
    lines
}

/// Starts a development node on the folder that must be refused, and gives the error.
fn refused_on(folder: &Folder, chain: &str) -> String {
    let base_path = folder.path();
    refused(&[
        "--dev",
        "--chain",
        chain,
        "--base-path",
        base_path,
        "--rpc-port",
        "0",
    ])
    .pop()
    .unwrap()
}

fn assert_says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{error} lacks {part}");
    }
}

#[test]
fn a_database_of_another_chain_is_refused() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::with_database("foreign");
    let error = refused_on(&folder, "dev-12s");
    let database = folder.database();
    assert_says(
        &error,
        &[
            database.to_str().unwrap(),
            "belongs to another chain (genesis 0x",
            "expected 0x",
            "pass the --chain it was made with",
            "--base-path",
            "purge-chain",
        ],
    );
}

#[test]
fn a_damaged_database_is_refused() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::with_database("damaged");
    fs::write(folder.database().join("metadata"), "rubbish").unwrap();
    let error = refused_on(&folder, "dev");
    let database = folder.database();
    assert_says(
        &error,
        &[
            database.to_str().unwrap(),
            "cannot be read",
            "restore it from a copy",
            "purge-chain",
        ],
    );
}

#[test]
fn a_database_that_another_node_uses_is_refused() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::with_database("in-use");
    let lock = File::open(folder.database().join("lock")).unwrap();
    lock.lock().unwrap();
    let error = refused_on(&folder, "dev");
    assert_says(
        &error,
        &["is in use", "stop the other node", "another --base-path"],
    );
}

#[test]
fn a_validator_without_network_key_is_refused() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::new("no-key");
    let log = refused(&["--chain", "local", "--one", "--base-path", folder.path()]);
    assert_says(
        &log.concat(),
        &[
            "has no network key in",
            folder.path(),
            "key generate-node-key --base-path",
            "--unsafe-force-node-key-generation",
        ],
    );
}

#[test]
fn an_rpc_port_in_use_is_refused() {
    if !has_runtime() {
        return;
    }
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let log = refused(&["--dev", "--rpc-port", &address.port().to_string()]);
    assert_says(
        log.last().unwrap(),
        &[
            &format!("{address} is in use"),
            "cannot serve RPC",
            "stop the program that uses it",
            "--rpc-port",
        ],
    );
}

#[test]
fn the_first_three_lines_tell_what_runs_on_which_chain_and_where_it_is_reached() {
    if !has_runtime() {
        return;
    }
    // A start that ends right after these lines.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let log = refused(&[
        "--dev",
        "--chain",
        "dev-12s",
        "--name",
        "somebody",
        "--rpc-port",
        &address.port().to_string(),
    ]);
    let version = concat!("Myelin Node ", env!("CARGO_PKG_VERSION"));
    let commit = concat!("commit ", env!("SUBSTRATE_CLI_COMMIT_HASH"));
    assert_says(
        &log[0],
        &[version, commit, "built-in runtime node-subtensor "],
    );
    assert_says(
        &log[1],
        &[
            "Chain Bittensor (dev-12s)",
            "role AUTHORITY",
            "name somebody",
            "pruning: states of ",
            "bodies kept",
            "database /",
        ],
    );
    let reached = format!("RPC (HTTP and WebSocket) on {address}");
    assert_says(&log[2], &[&reached, "no metrics"]);
}
