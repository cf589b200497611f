//! A subnet with all its neurons: the fields by number (spec, RPC section 8).

use alloc::vec::Vec;
use core::cell::{LazyCell, OnceCell};

use codec::Compact;
use myelin_types::{NetUid, NetUidStorageIndex, TaoBalance, frozen::SubnetIdentityV3};
use pallet_subtensor_runtime_api::{SelectiveMetagraph, compact_text};
use substrate_fixed::types::I64F64;

use super::{
    MAX_WEIGHTS_LIMIT,
    columns::{StakeColumns, compact, padded},
    subnet_name,
};
use crate::pallet::*;

/// The asked fields: bit `i` stands for field `i`.
///
/// However long a list of numbers a caller sends, each field is looked up once at most.
#[derive(Clone, Copy)]
pub(super) struct Fields(u128);

impl Fields {
    /// The fields with these numbers; unknown ones are left out.
    pub(super) fn of(numbers: Vec<u16>) -> Self {
        Self(numbers.into_iter().fold(0, |bits, n| bits | Self::bit(n)))
    }

    fn contain(self, number: u16) -> bool {
        self.0 & Self::bit(number) != 0
    }

    fn bit(number: u16) -> u128 {
        1u128.checked_shl(number.into()).unwrap_or(0)
    }
}

/// Looks up fields of one subnet and keeps what several of them need.
struct Reader<T: Config> {
    netuid: NetUid,
    index: NetUidStorageIndex,
    fields: Fields,
    identity: OnceCell<Option<SubnetIdentityV3>>,
    hotkeys: OnceCell<Vec<T::AccountId>>,
    permits: OnceCell<Vec<bool>>,
    stake: OnceCell<StakeColumns>,
}

impl<T: Config> Pallet<T> {
    /// The asked fields of the metagraph of a subnet that exists, seen from the mechanism with
    /// this storage index.
    pub(super) fn metagraph_fields(
        netuid: NetUid,
        index: NetUidStorageIndex,
        fields: Fields,
    ) -> SelectiveMetagraph {
        let reader = Reader::<T> {
            netuid,
            index,
            fields,
            identity: OnceCell::new(),
            hotkeys: OnceCell::new(),
            permits: OnceCell::new(),
            stake: OnceCell::new(),
        };
        let mut graph = SelectiveMetagraph {
            netuid,
            ..Default::default()
        };
        reader.fill_subnet(&mut graph);
        reader.fill_pool(&mut graph);
        reader.fill_parameters(&mut graph);
        reader.fill_shown_parameters(&mut graph);
        reader.fill_neurons(&mut graph);
        reader.fill_results(&mut graph);
        reader.fill_stake(&mut graph);
        graph
    }
}

impl<T: Config> Reader<T> {
    /// The value of field `number` if it was asked for.
    fn when<V>(&self, number: u16, read: impl FnOnce() -> V) -> Option<V> {
        self.fields.contain(number).then(read)
    }

    /// The same for a number that goes out compact.
    fn number<V>(&self, number: u16, read: impl FnOnce() -> V) -> Option<Compact<V>> {
        self.when(number, read).map(Compact)
    }

    fn identity(&self) -> &Option<SubnetIdentityV3> {
        self.identity
            .get_or_init(|| SubnetIdentitiesV3::<T>::get(self.netuid))
    }

    fn hotkeys(&self) -> &[T::AccountId] {
        self.hotkeys
            .get_or_init(|| Pallet::<T>::hotkeys_of_subnet(self.netuid))
    }

    /// Number of neurons.
    fn n(&self) -> usize {
        self.hotkeys().len()
    }

    fn permits(&self) -> &[bool] {
        self.permits
            .get_or_init(|| padded(ValidatorPermit::<T>::get(self.netuid), self.n()))
    }

    fn stake(&self) -> &StakeColumns {
        self.stake
            .get_or_init(|| Pallet::<T>::stake_columns(self.netuid, self.hotkeys()))
    }

    /// `read` of every hotkey, by uid.
    fn per_hotkey<V>(&self, read: impl Fn(&T::AccountId) -> V) -> Vec<V> {
        self.hotkeys().iter().map(read).collect()
    }

    /// Fields 1 to 11.
    fn fill_subnet(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        let last_step = LazyCell::new(|| LastMechansimStepBlock::<T>::get(id));
        graph.name = self.when(1, || subnet_name(id, self.identity().as_ref()));
        graph.symbol = self.when(2, || compact_text(&TokenSymbol::<T>::get(id)));
        graph.identity = self.when(3, || self.identity().clone());
        graph.network_registered_at = self.number(4, || NetworkRegisteredAt::<T>::get(id));
        graph.owner_hotkey = self.when(5, || SubnetOwnerHotkey::<T>::get(id));
        graph.owner_coldkey = self.when(6, || SubnetOwner::<T>::get(id));
        graph.block = self.number(7, Pallet::<T>::now);
        graph.tempo = self.number(8, || Tempo::<T>::get(id));
        graph.last_step = self.number(9, || *last_step);
        graph.blocks_since_last_step =
            self.number(10, || Pallet::<T>::now().saturating_sub(*last_step));
        graph.subnet_emission = self.number(11, || 0);
    }

    /// Fields 12 to 21.
    fn fill_pool(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        graph.alpha_in = self.number(12, || SubnetAlphaIn::<T>::get(id));
        graph.alpha_out = self.number(13, || SubnetAlphaOut::<T>::get(id));
        graph.tao_in = self.number(14, || SubnetTAO::<T>::get(id));
        graph.alpha_out_emission = self.number(15, || SubnetAlphaOutEmission::<T>::get(id));
        graph.alpha_in_emission = self.number(16, || SubnetAlphaInEmission::<T>::get(id));
        graph.tao_in_emission = self.number(17, || SubnetTaoInEmission::<T>::get(id));
        graph.pending_alpha_emission = self.number(18, || Pallet::<T>::pending_alpha(id));
        graph.pending_root_emission = self.number(19, || TaoBalance::ZERO);
        graph.subnet_volume = self.number(20, || SubnetVolume::<T>::get(id));
        graph.moving_price = self.when(21, || SubnetMovingPrice::<T>::get(id));
    }

    /// Those of the fields 22 to 51 that have an effect.
    fn fill_parameters(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        let alpha_range = LazyCell::new(|| AlphaValues::<T>::get(id));
        graph.kappa = self.number(23, || Kappa::<T>::get(id));
        graph.min_allowed_weights = self.number(24, || MinAllowedWeights::<T>::get(id));
        graph.weights_version = self.number(26, || WeightsVersionKey::<T>::get(id));
        graph.weights_rate_limit = self.number(27, || WeightsSetRateLimit::<T>::get(id));
        graph.activity_cutoff = self.number(28, || Pallet::<T>::activity_cutoff(id));
        graph.max_validators = self.number(29, || MaxAllowedValidators::<T>::get(id));
        graph.num_uids = self.number(30, || Pallet::<T>::neuron_count(id));
        graph.max_uids = self.number(31, || MaxAllowedUids::<T>::get(id));
        graph.burn = self.number(32, || Burn::<T>::get(id));
        graph.registration_allowed = self.when(34, || NetworkRegistrationAllowed::<T>::get(id));
        graph.immunity_period = self.number(36, || ImmunityPeriod::<T>::get(id));
        graph.min_burn = self.number(39, || MinBurn::<T>::get(id));
        graph.max_burn = self.number(40, || MaxBurn::<T>::get(id));
        graph.target_regs_per_interval =
            self.number(43, || TargetRegistrationsPerInterval::<T>::get(id));
        graph.max_regs_per_block = self.number(44, || MaxRegistrationsPerBlock::<T>::get(id));
        graph.serving_rate_limit = self.number(45, || ServingRateLimit::<T>::get(id));
        graph.commit_reveal_weights_enabled =
            self.when(46, || CommitRevealWeightsEnabled::<T>::get(id));
        graph.commit_reveal_period = self.number(47, || RevealPeriodEpochs::<T>::get(id));
        graph.liquid_alpha_enabled = self.when(48, || LiquidAlphaOn::<T>::get(id));
        graph.alpha_high = self.number(49, || alpha_range.1);
        graph.alpha_low = self.number(50, || alpha_range.0);
        graph.bonds_moving_avg = self.number(51, || BondsMovingAverage::<T>::get(id));
    }

    /// Those of the fields 22 to 51 that are only shown.
    fn fill_shown_parameters(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        graph.rho = self.number(22, || Rho::<T>::get(id));
        graph.max_weights_limit = self.number(25, || MAX_WEIGHTS_LIMIT);
        graph.difficulty = self.number(33, || Difficulty::<T>::get(id));
        graph.pow_registration_allowed =
            self.when(35, || NetworkPowRegistrationAllowed::<T>::get(id));
        graph.min_difficulty = self.number(37, || MinDifficulty::<T>::get(id));
        graph.max_difficulty = self.number(38, || MaxDifficulty::<T>::get(id));
        graph.adjustment_alpha = self.number(41, || AdjustmentAlpha::<T>::get(id));
        graph.adjustment_interval = self.number(42, || AdjustmentInterval::<T>::get(id));
    }

    /// Fields 52 to 55, 66 and 73; the last is empty, no pallet of the chain keeps commitments.
    fn fill_neurons(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        let coldkeys = LazyCell::new(|| Pallet::<T>::coldkeys_of(self.hotkeys()));
        let identities = || coldkeys.iter().map(IdentitiesV2::<T>::get).collect();
        graph.hotkeys = self.when(52, || self.hotkeys().to_vec());
        graph.coldkeys = self.when(53, || coldkeys.clone());
        graph.identities = self.when(54, identities);
        graph.axons = self.when(55, || {
            self.per_hotkey(|hotkey| Axons::<T>::get(id, hotkey).unwrap_or_default())
        });
        graph.block_at_registration =
            self.when(66, || Pallet::<T>::registration_blocks(id, self.n()));
        graph.commitments = self.when(73, Vec::new);
    }

    /// Fields 56 to 65, 70 and 71.
    fn fill_results(&self, graph: &mut SelectiveMetagraph) {
        let id = self.netuid;
        graph.active = self.when(56, || padded(Active::<T>::get(id), self.n()));
        graph.validator_permit = self.when(57, || self.permits().to_vec());
        graph.pruning_score = self.when(58, Vec::new);
        graph.last_update = self.when(59, || compact(LastUpdate::<T>::get(self.index), self.n()));
        graph.emission = self.when(60, || compact(Emission::<T>::get(id), self.n()));
        graph.dividends = self.when(61, || compact(Dividends::<T>::get(id), self.n()));
        graph.incentives = self.when(62, || compact(Incentive::<T>::get(self.index), self.n()));
        graph.consensus = self.when(63, || compact(Consensus::<T>::get(id), self.n()));
        graph.trust = self.when(64, Vec::new);
        graph.rank = self.when(65, Vec::new);
        graph.tao_dividends_per_hotkey = self.when(70, || {
            self.per_hotkey(|hotkey| (hotkey.clone(), Compact(TaoBalance::ZERO)))
        });
        graph.alpha_dividends_per_hotkey = self.when(71, || {
            self.per_hotkey(|hotkey| {
                let dividends = AlphaDividendsPerSubnet::<T>::get(id, hotkey);
                (hotkey.clone(), Compact(dividends))
            })
        });
    }

    /// Fields 67 to 69 and 72.
    fn fill_stake(&self, graph: &mut SelectiveMetagraph) {
        graph.alpha_stake = self.when(67, || self.stake().alpha.clone());
        graph.tao_stake = self.when(68, || self.stake().tao.clone());
        graph.total_stake = self.when(69, || self.stake().total());
        graph.validators = self.when(72, || {
            let threshold = I64F64::saturating_from_num(StakeThreshold::<T>::get());
            validators(self.permits(), &self.stake().weight, threshold)
        });
    }
}

/// Uids with a permit and a stake weight above `threshold`, ascending by it, equal ones by uid.
fn validators(permits: &[bool], weights: &[I64F64], threshold: I64F64) -> Vec<Compact<u16>> {
    let mut heavy: Vec<(u16, I64F64)> = permits
        .iter()
        .zip(weights)
        .zip(0u16..)
        .filter(|((permit, weight), _)| **permit && **weight > threshold)
        .map(|((_, weight), uid)| (uid, *weight))
        .collect();
    heavy.sort_by_key(|(_, weight)| *weight);
    heavy.into_iter().map(|(uid, _)| Compact(uid)).collect()
}
