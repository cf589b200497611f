"""RPC times of a subnet with many neurons; called by scripts/bench.sh.

Alice registers neurons on her subnet until it has 256, 1024 and 4096 of them, and each time the
answers are timed. More than 256 need sudo to write `MaxAllowedUids` to the storage, as no call
sets it so high.
"""

import argparse

from async_substrate_interface import SubstrateInterface
from bittensor_wallet import Keypair

from bench_node import PORT, report_call
from support import Chain, free_ports, node_command

NETUID = 1
"""Exists from genesis on and belongs to Alice."""

SIZES = (256, 1024, 4096)
BATCH = 64
"""Registrations in a transaction."""

ARGUMENT = "0x" + NETUID.to_bytes(2, "little").hex()
READS = (
    ("subnetInfo_getMetagraph", (NETUID,)),
    ("state_call", ("SubnetInfoRuntimeApi_get_metagraph", ARGUMENT)),
    ("state_call", ("NeuronInfoRuntimeApi_get_neurons_lite", ARGUMENT)),
    ("state_call", ("SubnetInfoRuntimeApi_get_subnet_state", ARGUMENT)),
)


class Alice:
    """Signs calls and waits until they are in a block."""

    def __init__(self, chain: Chain):
        self.substrate = SubstrateInterface(url=chain.endpoint)
        self.key = Keypair.create_from_uri("//Alice")

    def call(self, pallet: str, name: str, **parameters: object):
        """A call, not signed yet."""
        return self.substrate.compose_call(pallet, name, parameters)

    def send(self, call) -> None:
        """Signs and sends a call; raises unless it succeeds."""
        extrinsic = self.substrate.create_signed_extrinsic(call=call, keypair=self.key)
        receipt = self.substrate.submit_extrinsic(extrinsic, wait_for_inclusion=True)
        if not receipt.is_success:
            raise RuntimeError(f"{call}: {receipt.error_message}")

    def sudo(self, call) -> None:
        """Sends a call through Sudo."""
        self.send(self.call("Sudo", "sudo", call=call))

    def neurons(self) -> int:
        """How many neurons the subnet has."""
        count = self.substrate.query("SubtensorModule", "SubnetworkN", [NETUID])
        return int(getattr(count, "value", count))

    def prepare(self) -> None:
        """Registrations at one price, as many as the largest size needs."""
        self.sudo(self.call("AdminUtils", "sudo_set_admin_freeze_window", window=0))
        one = {"bits": 1 << 64}
        self.sudo(self.call("AdminUtils", "sudo_set_burn_increase_mult", netuid=NETUID, burn_increase_mult=one))
        key = self.substrate.create_storage_key("SubtensorModule", "MaxAllowedUids", [NETUID]).to_hex()
        places = "0x" + max(SIZES).to_bytes(2, "little").hex()
        self.sudo(self.call("System", "set_storage", items=[(key, places)]))

    def grow(self, size: int) -> None:
        """Registers neurons until there are `size`."""
        while (count := self.neurons()) < size:
            hotkeys = (
                Keypair.create_from_uri(f"//neuron{uid}").ss58_address
                for uid in range(count, min(count + BATCH, size))
            )
            calls = [
                self.call("SubtensorModule", "burned_register", netuid=NETUID, hotkey=hotkey)
                for hotkey in hotkeys
            ]
            self.send(self.call("Utility", "batch_all", calls=calls))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", required=True)
    arguments = parser.parse_args()
    port = free_ports(PORT)
    chain = Chain(node_command(arguments.node, port), port)
    try:
        chain.start()
        alice = Alice(chain)
        alice.prepare()
        for size in SIZES:
            alice.grow(size)
            for method, parameters in READS:
                report_call(chain, method, parameters, f", {size} neurons")
    finally:
        chain.close()


if __name__ == "__main__":
    main()
