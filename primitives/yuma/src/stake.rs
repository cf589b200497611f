//! Activity, stake shares and permits (spec `yuma.md` sections 5.1 to 5.4).

use crate::{Neurons, Params};
use alloc::vec::Vec;
use myelin_math::{I32F32, I64F64, SafeFixed, unit};

/// Whether each neuron updated its weights within the activity cutoff (section 5.1).
pub(crate) fn active(params: &Params, neurons: &Neurons<'_>) -> Vec<bool> {
    let updates = neurons.last_update.iter().copied();
    updates
        .chain(core::iter::repeat(0))
        .take(neurons.stake.len())
        .map(|updated| updated.saturating_add(params.activity_cutoff) >= params.block)
        .collect()
}

/// Old permits as the epoch uses them: the owner's entry is true where it exists.
pub(crate) fn old_permits(params: &Params, neurons: &Neurons<'_>, permits: &mut Vec<bool>) {
    permits.clear();
    permits.extend_from_slice(neurons.permits);
    grant_owner(params, permits);
}

/// Normalised stake S (section 5.2), as bits of I32F32.
pub(crate) fn normalized(params: &Params, neurons: &Neurons<'_>, shares: &mut Vec<u64>) {
    let owner = params.owner_uid.map(usize::from);
    let counted = |(uid, stake): (usize, &I64F64)| {
        let enough = owner == Some(uid) || stake.floor_u64() >= params.min_stake;
        if enough { *stake } else { I64F64::default() }
    };
    let filtered = || neurons.stake.iter().enumerate().map(counted);
    let total = filtered().fold(I64F64::default(), I64F64::saturating_add);
    shares.clear();
    shares.extend(filtered().map(|stake| share(stake, total)));
}

/// `stake / total` in I64F64, cut to I32F32; 0 without stake.
fn share(stake: I64F64, total: I64F64) -> u64 {
    if stake == 0 {
        return 0;
    }
    I32F32::of(stake.safe_div(total)).to_bits().max(0) as u64
}

/// Permits for the next epoch (section 5.3): the k largest non-zero shares, at equal stake the
/// higher uids, and the owner. `order` is working memory.
pub(crate) fn new_permits(params: &Params, shares: &[u64], order: &mut Vec<u64>) -> Vec<bool> {
    let mut permits: Vec<bool> = shares.iter().map(|&share| share != 0).collect();
    let surplus = shares
        .len()
        .saturating_sub(usize::from(params.max_validators));
    if surplus > 0 {
        // A share has at most 33 significant bits and a uid 16: together they order uniquely.
        order.clear();
        order.extend((0u64..).zip(shares).map(|(uid, share)| share << 16 | uid));
        let last = surplus.saturating_sub(1);
        let (below, at, _) = order.select_nth_unstable(last);
        for key in below.iter().chain([&*at]) {
            if let Some(permit) = permits.get_mut(usize::from(*key as u16)) {
                *permit = false;
            }
        }
    }
    grant_owner(params, &mut permits);
    permits
}

fn grant_owner(params: &Params, permits: &mut [bool]) {
    let owner = params.owner_uid.map(usize::from);
    if let Some(permit) = owner.and_then(|uid| permits.get_mut(uid)) {
        *permit = true;
    }
}

/// Normalised stake A of the active neurons with an old permit (section 5.4).
///
/// Without any stored permit nothing is masked by permits.
pub(crate) fn active_stake(
    shares: &[u64],
    active: &[bool],
    old_permits: &[bool],
    masked: &mut Vec<u64>,
) {
    let everyone = old_permits.is_empty();
    let permitted = old_permits
        .iter()
        .copied()
        .chain(core::iter::repeat(everyone));
    masked.clear();
    masked.extend(
        shares
            .iter()
            .zip(active)
            .zip(permitted)
            .map(|((&share, &active), permitted)| if active && permitted { share } else { 0 }),
    );
    unit::normalize(masked);
}
