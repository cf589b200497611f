//! Reads and checks the input.

use myelin_math::I64F64;
use myelin_yuma::{Params, SparseRows, schedule};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Error,
    value::{Place, Scalar, entries, matrix, per_uid, scalar, scalars, uid},
};

/// Blocks between two epochs of a new subnet.
const TEMPO: u16 = 360;

/// Activity cutoff of a new subnet, in thousandths of its tempo.
const ACTIVITY_CUTOFF_MILLI: u32 = 13_889;

/// Neurons for which an epoch is exact to the last bit.
const MAX_NEURONS: usize = 32_768;

/// The fields as they are written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "an object")]
struct Fields {
    stake: Option<Value>,
    weights: Option<Value>,
    block: Option<Value>,
    tempo: Option<Value>,
    last_step: Option<Value>,
    kappa: Option<Value>,
    bonds_moving_average: Option<Value>,
    bonds_penalty: Option<Value>,
    yuma3: Option<Value>,
    liquid_alpha: Option<Value>,
    alpha_low: Option<Value>,
    alpha_high: Option<Value>,
    alpha_sigmoid_steepness: Option<Value>,
    max_validators: Option<Value>,
    min_stake: Option<Value>,
    activity_cutoff: Option<Value>,
    owner_uid: Option<Value>,
    permits: Option<Value>,
    last_update: Option<Value>,
    registered_at: Option<Value>,
    bonds: Option<Value>,
    emission: Option<Value>,
    epochs: Option<Value>,
}

/// A subnet before its first epoch.
#[derive(Debug)]
pub struct Input {
    /// Hyperparameters and clock of the first epoch.
    pub params: Params,
    /// Blocks between two epochs, at least 1.
    pub tempo: u16,
    /// Stake weight in rao by uid.
    pub stake: Vec<I64F64>,
    /// Weights in the order given, a row for each uid.
    pub weights: SparseRows,
    /// Bonds in the order given, a row for each uid.
    pub bonds: SparseRows,
    /// Permits before the first epoch; none: those the first epoch would grant.
    pub permits: Option<Vec<bool>>,
    /// Block of the last weights by uid.
    pub last_update: Vec<u64>,
    /// Block of the registration by uid.
    pub registered_at: Vec<u64>,
    /// Alpha of each epoch, in rao.
    pub emission: u64,
    /// Number of epochs, at least 1.
    pub epochs: u64,
}

impl Input {
    /// Reads the text of a JSON object.
    ///
    /// # Errors
    ///
    /// Names the field and the position of what is wrong: an index for entries of lists, line and
    /// column for text that is no JSON and for unknown fields.
    pub fn read(text: &str) -> Result<Self, Error> {
        // A list would be taken for the values of the fields in their order.
        if text.trim_start().starts_with('[') {
            return Err(Error::Input("expected an object, not a list".into()));
        }
        let fields: Fields =
            serde_json::from_str(text).map_err(|cause| Error::Input(cause.to_string()))?;
        let stake = required("stake", fields.stake.as_ref())?;
        let stake: Vec<I64F64> = scalars("stake", entries(Place::of("stake"), stake)?)?;
        let uids = stake.len();
        if uids > MAX_NEURONS {
            let complaint = format!("{uids} entries, at most {MAX_NEURONS} are possible");
            return Err(Place::of("stake").refuse(complaint));
        }
        let weights = matrix(
            "weights",
            required("weights", fields.weights.as_ref())?,
            uids,
        )?;
        let bonds = match &fields.bonds {
            Some(value) => matrix("bonds", value, uids)?,
            None => SparseRows::default(),
        };
        let tempo = at_least_one("tempo", fields.tempo.as_ref(), TEMPO)?;
        let params = fields.params(tempo, uids)?;
        let input = Self {
            tempo,
            weights,
            bonds,
            permits: fields
                .permits
                .as_ref()
                .map(|v| list("permits", v, uids))
                .transpose()?,
            last_update: list_or(
                "last_update",
                fields.last_update.as_ref(),
                params.block.saturating_sub(1),
                uids,
            )?,
            registered_at: list_or("registered_at", fields.registered_at.as_ref(), 0, uids)?,
            emission: optional("emission", fields.emission.as_ref(), 1_000_000_000)?,
            epochs: at_least_one("epochs", fields.epochs.as_ref(), 1)?,
            params,
            stake,
        };
        input.ensure_blocks_fit()?;
        Ok(input)
    }

    /// The block of the last epoch must still be a number.
    fn ensure_blocks_fit(&self) -> Result<(), Error> {
        self.epochs
            .checked_mul(self.tempo.into())
            .and_then(|blocks| self.params.block.checked_add(blocks))
            .map(|_| ())
            .ok_or_else(|| Place::of("epochs").refuse("the block of the last one is too high"))
    }
}

impl Fields {
    fn params(&self, tempo: u16, uids: usize) -> Result<Params, Error> {
        let usual = Params::default();
        let block = optional("block", self.block.as_ref(), 100_000_u64)?;
        let last_step = block.saturating_sub(tempo.into());
        let last_step = optional("last_step", self.last_step.as_ref(), last_step)?;
        if last_step > block {
            return Err(Place::of("last_step").refuse(format_args!("is after block {block}")));
        }
        let cutoff = schedule::activity_cutoff(ACTIVITY_CUTOFF_MILLI, tempo);
        let params = Params {
            block,
            last_tempo: schedule::last_tempo(last_step, block, tempo),
            activity_cutoff: optional("activity_cutoff", self.activity_cutoff.as_ref(), cutoff)?,
            kappa: optional("kappa", self.kappa.as_ref(), usual.kappa)?,
            bonds_moving_average: optional(
                "bonds_moving_average",
                self.bonds_moving_average.as_ref(),
                usual.bonds_moving_average,
            )?,
            bonds_penalty: optional(
                "bonds_penalty",
                self.bonds_penalty.as_ref(),
                usual.bonds_penalty,
            )?,
            yuma3: optional("yuma3", self.yuma3.as_ref(), usual.yuma3)?,
            liquid_alpha: optional(
                "liquid_alpha",
                self.liquid_alpha.as_ref(),
                usual.liquid_alpha,
            )?,
            alpha_low: optional("alpha_low", self.alpha_low.as_ref(), usual.alpha_low)?,
            alpha_high: optional("alpha_high", self.alpha_high.as_ref(), usual.alpha_high)?,
            alpha_sigmoid_steepness: optional(
                "alpha_sigmoid_steepness",
                self.alpha_sigmoid_steepness.as_ref(),
                usual.alpha_sigmoid_steepness,
            )?,
            max_validators: optional(
                "max_validators",
                self.max_validators.as_ref(),
                usual.max_validators,
            )?,
            min_stake: optional("min_stake", self.min_stake.as_ref(), usual.min_stake)?,
            commit_reveal: false,
            owner_uid: match &self.owner_uid {
                Some(value) => Some(uid(Place::of("owner_uid"), value, uids)?),
                None => None,
            },
        };
        if params.alpha_low > params.alpha_high {
            let complaint = format_args!("is above alpha_high {}", params.alpha_high).to_string();
            return Err(Place::of("alpha_low").refuse(complaint));
        }
        Ok(params)
    }
}

fn required<'a>(field: &'static str, value: Option<&'a Value>) -> Result<&'a Value, Error> {
    value.ok_or_else(|| Place::of(field).refuse("is missing"))
}

fn optional<T: Scalar>(field: &'static str, value: Option<&Value>, default: T) -> Result<T, Error> {
    value.map_or(Ok(default), |value| scalar(Place::of(field), value))
}

fn at_least_one<T: Scalar + PartialEq + From<bool>>(
    field: &'static str,
    value: Option<&Value>,
    default: T,
) -> Result<T, Error> {
    let number = optional(field, value, default)?;
    if number == T::from(false) {
        return Err(Place::of(field).refuse("must be at least 1"));
    }
    Ok(number)
}

fn list<T: Scalar>(field: &'static str, value: &Value, uids: usize) -> Result<Vec<T>, Error> {
    scalars(field, per_uid(field, value, uids)?)
}

fn list_or<T: Scalar + Clone>(
    field: &'static str,
    value: Option<&Value>,
    default: T,
    uids: usize,
) -> Result<Vec<T>, Error> {
    value.map_or_else(|| Ok(vec![default; uids]), |value| list(field, value, uids))
}
