//! Which contact is a mail address: stricter than what mail allows, so that it is one recipient and one header, and is
//! no option of a program that it may be handed to.

use lettre::Address;

/// Bytes of an address (RFC 5321, 4.5.3.1.3, less the brackets).
const BYTES: usize = 254;
/// Bytes of the part before the `@`.
const USER_BYTES: usize = 64;

/// The address that a text is; none if it is anything else. A part between quotes, a number in place of a host, a host
/// without a dot and letters beyond ASCII are left out.
pub fn address(text: &str) -> Option<Address> {
    let (user, host) = text.trim().split_once('@')?;
    let atom = |sign: u8| sign.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&sign);
    let fits = |part: &str| !part.is_empty() && part.bytes().all(atom);
    let label = |label: &str| {
        let plain = label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
        plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_user = user.len() <= USER_BYTES && !user.starts_with('-') && user.split('.').all(fits);
    let is_number = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|sign| sign.is_ascii_digit()));
    let is_host = host.contains('.') && !is_number && host.split('.').all(label);
    let is_one = is_user && is_host && user.len() + host.len() < BYTES;
    if is_one { Address::new(user, host).ok() } else { None }
}
