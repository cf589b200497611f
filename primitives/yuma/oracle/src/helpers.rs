//! The helpers of spec `yuma.md` section 8, straight from their contracts: one fixed-point
//! operation after the other, a new matrix at every step. Slow, and obvious.
#![allow(missing_docs, reason = "section 8 says what each does")]

use myelin_math::{I32F32, I64F64, SafeFixed, exp_safe};

pub type Vector = Vec<I32F32>;
pub type Sparse = Vec<Vec<(u16, I32F32)>>;

pub fn zero() -> I32F32 {
    I32F32::of(0)
}

pub fn one() -> I32F32 {
    I32F32::of(1)
}

fn at(v: &[I32F32], index: usize) -> I32F32 {
    v.get(index).copied().unwrap_or_default()
}

fn map_entries(m: &Sparse, f: impl Fn(usize, u16, I32F32) -> Option<I32F32>) -> Sparse {
    let row = |(i, row): (usize, &Vec<(u16, I32F32)>)| {
        row.iter()
            .filter_map(|&(j, value)| f(i, j, value).map(|value| (j, value)))
            .collect()
    };
    m.iter().enumerate().map(row).collect()
}

pub fn checked_sum(v: &[I32F32]) -> Option<I32F32> {
    v.iter()
        .try_fold(zero(), |sum, &value| sum.checked_add(value))
}

pub fn is_zero(v: &[I32F32]) -> bool {
    v.iter().sum::<I32F32>() == zero()
}

fn clear_smallest(v: &[I32F32], k: usize, keep: &mut [bool]) {
    let mut order: Vec<usize> = (0..v.len()).collect();
    order.sort_by_key(|&uid| v[uid]);
    for &uid in &order[..v.len() - k] {
        keep[uid] = false;
    }
}

pub fn is_topk(v: &[I32F32], k: usize) -> Vec<bool> {
    let mut keep = vec![true; v.len()];
    if v.len() >= k {
        clear_smallest(v, k, &mut keep);
    }
    keep
}

pub fn is_topk_nonzero(v: &[I32F32], k: usize) -> Vec<bool> {
    let mut keep: Vec<bool> = v.iter().map(|&value| value != zero()).collect();
    if v.len() >= k {
        clear_smallest(v, k, &mut keep);
    }
    keep
}

pub fn normalize(v: &[I32F32]) -> Vector {
    let sum: I32F32 = v.iter().sum();
    if sum == zero() {
        return v.to_vec();
    }
    v.iter().map(|&value| value.safe_div(sum)).collect()
}

pub fn normalize_64(v: &[I64F64]) -> Vec<I64F64> {
    let sum = v
        .iter()
        .fold(I64F64::of(0), |sum, &value| sum.saturating_add(value));
    if sum == I64F64::of(0) {
        return v.to_vec();
    }
    v.iter().map(|&value| value.safe_div(sum)).collect()
}

pub fn row_normalize(m: &Sparse) -> Sparse {
    let sums = row_sum(m);
    map_entries(m, |i, _, value| {
        Some(if sums[i] > zero() {
            value.safe_div(sums[i])
        } else {
            value
        })
    })
}

/// Saturating sums of the columns below `columns`.
fn column_sums(m: &Sparse, columns: usize) -> Vector {
    let mut sums = vec![zero(); columns];
    for &(j, value) in m.iter().flatten() {
        if let Some(sum) = sums.get_mut(usize::from(j)) {
            *sum = sum.saturating_add(value);
        }
    }
    sums
}

pub fn column_normalize(m: &Sparse, columns: usize) -> Sparse {
    let sums = column_sums(m, columns);
    map_entries(m, |_, j, value| {
        let sum = at(&sums, usize::from(j));
        Some(if sum != zero() {
            value.safe_div(sum)
        } else {
            value
        })
    })
}

pub fn column_max_upscale(m: &Sparse, columns: usize) -> Sparse {
    let mut maxima = vec![zero(); columns];
    for &(j, value) in m.iter().flatten() {
        if let Some(max) = maxima.get_mut(usize::from(j)) {
            *max = value.max(*max);
        }
    }
    map_entries(m, |_, j, value| {
        let max = at(&maxima, usize::from(j));
        Some(if max != zero() {
            value.safe_div(max)
        } else {
            value
        })
    })
}

pub fn mask_vector(mask: &[bool], v: &[I32F32]) -> Vector {
    if mask.is_empty() {
        return v.to_vec();
    }
    let masked = |i: usize| mask.get(i).copied().unwrap_or(true);
    let value = |(i, &value): (usize, &I32F32)| if masked(i) { zero() } else { value };
    v.iter().enumerate().map(value).collect()
}

pub fn mask_rows(mask: &[bool], m: &Sparse) -> Sparse {
    map_entries(m, |i, _, value| {
        (mask.get(i) == Some(&false)).then_some(value)
    })
}

pub fn mask_diag_except(m: &Sparse, except: Option<u16>) -> Sparse {
    map_entries(m, |i, j, value| {
        (i != usize::from(j) || except == Some(j)).then_some(value)
    })
}

pub fn mask_pairs(m: &Sparse, a: &[u64], b: &[u64], f: impl Fn(u64, u64) -> bool) -> Sparse {
    let get = |v: &[u64], i: usize| v.get(i).copied().unwrap_or(0);
    map_entries(m, |i, j, value| {
        (!f(get(a, i), get(b, usize::from(j)))).then_some(value)
    })
}

pub fn mask_columns(m: &Sparse, scalar: u64, b: &[u64], f: impl Fn(u64, u64) -> bool) -> Sparse {
    mask_pairs(m, &vec![scalar; m.len()], b, f)
}

pub fn row_hadamard(m: &Sparse, v: &[I32F32]) -> Sparse {
    let rows = m.iter().zip(v);
    rows.map(|(row, &factor)| {
        row.iter()
            .map(|&(j, value)| (j, value.saturating_mul(factor)))
            .collect()
    })
    .collect()
}

pub fn matmul(m: &Sparse, v: &[I32F32], columns: usize) -> Vector {
    let mut result = vec![zero(); columns];
    for (i, row) in m.iter().enumerate() {
        for &(j, value) in row {
            if let Some(sum) = result.get_mut(usize::from(j)) {
                *sum = sum.saturating_add(at(v, i).saturating_mul(value));
            }
        }
    }
    result
}

pub fn matmul_transpose(m: &Sparse, v: &[I32F32]) -> Vector {
    let row = |row: &Vec<(u16, I32F32)>| {
        row.iter().fold(zero(), |sum, &(j, value)| {
            sum.saturating_add(at(v, usize::from(j)).saturating_mul(value))
        })
    };
    m.iter().map(row).collect()
}

pub fn column_clip(m: &Sparse, threshold: &[I32F32]) -> Sparse {
    map_entries(m, |_, j, value| {
        let limit = at(threshold, usize::from(j));
        if limit < value {
            (limit > zero()).then_some(limit)
        } else {
            Some(value)
        }
    })
}

pub fn row_sum(m: &Sparse) -> Vector {
    m.iter()
        .map(|row| row.iter().map(|entry| entry.1).sum())
        .collect()
}

/// Dense form of a row; of several entries in a column the last one counts.
fn dense(row: &[(u16, I32F32)], columns: usize) -> Vector {
    let mut values = vec![zero(); columns];
    for &(j, value) in row {
        if let Some(slot) = values.get_mut(usize::from(j)) {
            *slot = value;
        }
    }
    values
}

fn positive_entries(values: &[I32F32]) -> Vec<(u16, I32F32)> {
    (0..=u16::MAX)
        .zip(values.iter().copied())
        .filter(|entry| entry.1 > zero())
        .collect()
}

pub fn interpolate(a: &Sparse, b: &Sparse, columns: usize, ratio: I32F32) -> Sparse {
    if ratio == zero() {
        return a.clone();
    }
    if ratio == one() || a.len() != b.len() {
        return b.clone();
    }
    let rows = a.iter().zip(b);
    rows.map(|(a, b)| {
        let pairs = dense(a, columns).into_iter().zip(dense(b, columns));
        let mixed: Vector = pairs
            .map(|(a, b)| a.saturating_add(ratio.saturating_mul(b.saturating_sub(a))))
            .collect();
        positive_entries(&mixed)
    })
    .collect()
}

pub fn vec_mul(a: &[I32F32], b: &[I32F32]) -> Vector {
    let product = |(a, b): (&I32F32, &I32F32)| a.checked_mul(*b).unwrap_or_default();
    a.iter().zip(b).map(product).collect()
}

pub fn mat_vec_mul(m: &Sparse, v: &[I32F32]) -> Sparse {
    map_entries(m, |_, j, value| {
        let product = value.saturating_mul(*v.get(usize::from(j))?);
        (product != zero()).then_some(product)
    })
}

pub fn clamp_value(x: I32F32, low: I32F32, high: I32F32) -> I32F32 {
    x.min(high).max(low)
}

pub fn mat_ema(new: &Sparse, old: &Sparse, alpha: I32F32) -> Sparse {
    let columns = new.len();
    let keep = one().saturating_sub(alpha);
    let row = |(i, row): (usize, &Vec<(u16, I32F32)>)| {
        let mut sums = vec![zero(); columns];
        let mut add = |row: &[(u16, I32F32)], factor: I32F32| {
            for &(j, value) in row {
                if let Some(sum) = sums.get_mut(usize::from(j)) {
                    *sum = sum.saturating_add(factor.saturating_mul(value));
                }
            }
        };
        add(row, alpha);
        add(old.get(i).map_or(&[], Vec::as_slice), keep);
        positive_entries(&sums)
    };
    new.iter().enumerate().map(row).collect()
}

/// `alpha` by row and column.
pub fn mat_ema_alpha(new: &Sparse, old: &Sparse, alpha: &[Vector]) -> Sparse {
    if new.len() != old.len() || new.len() != alpha.len() {
        return new.clone();
    }
    let rows = new.iter().zip(old).zip(alpha);
    rows.map(|((new, old), alpha)| {
        let old = dense(old, alpha.len());
        let moved = |&(j, value): &(u16, I32F32)| {
            let a = *alpha.get(usize::from(j))?;
            let kept = one().saturating_sub(a).saturating_mul(old[usize::from(j)]);
            let bought = a.saturating_mul(value).max(zero());
            let bond = kept.saturating_add(bought).min(one());
            (bond > zero()).then_some((j, bond))
        };
        new.iter().filter_map(moved).collect()
    })
    .collect()
}

/// Alpha of section 6.2 for one pair.
pub fn liquid_alpha(
    [weight, bond, consensus]: [I32F32; 3],
    [low, high]: [I32F32; 2],
    steepness: I32F32,
) -> I32F32 {
    let buy = clamp_value(weight.saturating_sub(consensus), zero(), one());
    let sell = clamp_value(bond.saturating_sub(weight), zero(), one());
    let distance = if weight >= bond { buy } else { sell };
    let slope = steepness.saturating_div(I32F32::of(-100));
    let x = slope.saturating_mul(distance.saturating_sub(I32F32::from_num(0.5)));
    let gain = one().saturating_div(one().saturating_add(exp_safe(x)));
    let rise = gain.saturating_mul(high.saturating_sub(low));
    clamp_value(low.saturating_add(rise), low, high)
}

/// The value that the forward-only cursor of section 6.2 reads for each column of a row.
pub fn read_forward(row: &[(u16, I32F32)], columns: usize) -> Vector {
    let mut cursor = row.iter().peekable();
    (0..columns)
        .map(|column| {
            while cursor
                .next_if(|entry| usize::from(entry.0) < column)
                .is_some()
            {}
            match cursor.peek() {
                Some(entry) if usize::from(entry.0) == column => entry.1,
                _ => zero(),
            }
        })
        .collect()
}

/// Section 6.1 for one column: `stake` and `score` of the kept rows.
pub fn weighted_median(stake: &[I32F32], score: &[I32F32], majority: I32F32) -> I32F32 {
    let sum = |set: &[usize]| set.iter().map(|&i| stake[i]).sum::<I32F32>();
    let mut set: Vec<usize> = (0..stake.len()).collect();
    let (mut low, mut high) = (zero(), sum(&set));
    let minority = high.saturating_sub(majority);
    for _ in 0..=stake.len() {
        match set[..] {
            [] => return zero(),
            [only] => return score[only],
            _ => {}
        }
        let pivot = score[set[set.len() / 2]];
        let (lower, upper): (Vec<usize>, Vec<usize>) = (
            set.iter().copied().filter(|&i| score[i] < pivot).collect(),
            set.iter().copied().filter(|&i| score[i] > pivot).collect(),
        );
        let (below, above) = (sum(&lower), sum(&upper));
        if minority < low + below && !lower.is_empty() {
            set = lower;
            high = low + below;
        } else if high - above <= minority && !upper.is_empty() {
            set = upper;
            low = high - above;
        } else {
            return pivot;
        }
    }
    zero()
}

/// Section 6.1 for all columns of `m` under the stakes `active`.
pub fn weighted_median_columns(
    active: &[I32F32],
    m: &Sparse,
    columns: usize,
    majority: I32F32,
) -> Vector {
    let kept: Vec<usize> = (0..active.len()).filter(|&i| active[i] > zero()).collect();
    let stake: Vector = kept.iter().map(|&i| active[i]).collect();
    let stake = normalize(&stake);
    let rows: Vec<Vector> = kept.iter().map(|&i| dense(&m[i], columns)).collect();
    (0..columns)
        .map(|j| {
            let score: Vector = rows.iter().map(|row| row[j]).collect();
            weighted_median(&stake, &score, majority)
        })
        .collect()
}
