//! Slowing: whoever guesses waits ever longer, by name and by network; nobody is ever locked out.
//!
//! What is counted against one name from one network makes that network wait for that name. What comes from
//! everywhere against one name makes it wait a second and no more, so that nobody can keep an owner out by guessing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use charter::calendar::Moment;

/// Failures after which waiting begins.
const FREE: u32 = 4;
/// Failures of one network, against whatever names, after which all of it waits.
const NETWORK_FREE: u32 = 30;
/// The longest that anybody waits, in milliseconds.
const LONGEST: i64 = 60_000;
/// The longest that anybody waits because of what others did, in milliseconds.
const BY_OTHERS: i64 = 1_000;
/// Milliseconds after which failures are forgotten.
const FORGOTTEN: i64 = 3_600_000;
/// Names and networks that are remembered; when there are more, those whose failures are oldest are forgotten.
const REMEMBERED: usize = 20_000;

/// Where a request comes from: as much of an address as one household or office has. It is kept in memory, for an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network([u8; 8]);

impl Network {
    /// That of an address: all of an IPv4 one, the first half of an IPv6 one.
    pub fn of(address: IpAddr) -> Network {
        let mut network = [0; 8];
        match address.to_canonical() {
            IpAddr::V4(address) => network[4..].copy_from_slice(&address.octets()),
            IpAddr::V6(address) => network.copy_from_slice(&address.octets()[..8]),
        }
        Network(network)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Pair([u8; 32], Network),
    Name([u8; 32]),
    Network(Network),
}

/// Failures, and when each was last added to.
#[derive(Default)]
pub struct Pace(Mutex<HashMap<Key, (u32, i64)>>);

impl Pace {
    /// Lets a try in after so many milliseconds, a second at most; or says in how many it may be tried again. It
    /// counts as a failure until it got in, so that a hundred at once are not let in together.
    pub fn enter(&self, name: &str, network: Network, Moment(now): Moment) -> Result<i64, i64> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |key: Key, free: u32, longest: i64| {
            let (count, last) = failed.get(&key).copied().unwrap_or_default();
            let penalty = 1_000_i64 << count.saturating_sub(free).min(6);
            if count < free { 0 } else { (last + penalty.min(longest) - now).clamp(0, longest) }
        };
        let [pair, of_name, of_network] = keys(name, network);
        let own = wait(pair, FREE, LONGEST).max(wait(of_network, NETWORK_FREE, LONGEST));
        if own > 0 {
            return Err(own);
        }
        let others = wait(of_name, FREE, BY_OTHERS);
        make_room(&mut failed, now);
        for key in [pair, of_name, of_network] {
            let (count, last) = failed.entry(key).or_default();
            *count = if now - *last > FORGOTTEN { 1 } else { count.saturating_add(1) };
            *last = now;
        }
        Ok(others)
    }

    /// Takes back what `enter` counted, since it got in; and forgets what this network did with this name.
    pub fn got_in(&self, name: &str, network: Network) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [pair, of_name, of_network] = keys(name, network);
        failed.remove(&pair);
        for key in [of_name, of_network] {
            failed.entry(key).and_modify(|(count, _)| *count = count.saturating_sub(1));
        }
    }
}

fn make_room(failed: &mut HashMap<Key, (u32, i64)>, now: i64) {
    if failed.len() < REMEMBERED {
        return;
    }
    failed.retain(|_, (_, last)| now - *last < FORGOTTEN);
    let mut times = failed.values().map(|(_, last)| *last).collect::<Vec<_>>();
    if times.len() >= REMEMBERED {
        let middle = times.len() / 2;
        let half = *times.select_nth_unstable(middle).1;
        failed.retain(|_, (_, last)| *last > half);
    }
}

fn keys(name: &str, network: Network) -> [Key; 3] {
    let name = *blake3::hash(name.as_bytes()).as_bytes();
    [Key::Pair(name, network), Key::Name(name), Key::Network(network)]
}
