//! Published instances, read and priced.

mod oracles;
mod riskshoot;
mod shared;
mod shoots;
mod talent;
