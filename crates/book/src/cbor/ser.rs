//! From any serde value to its one encoding. Structs and maps are maps with text keys, sorted; a
//! variant is its name, or a map of its name to what it holds.

use std::fmt;

use serde::ser::{self, Impossible, Serialize};

use super::{PERSON, PERSON_TAG, Reason, TEXT, TEXT_TAG, Writer};

/// Encodes a value. Floats and keys that are not text are refused.
pub fn to_bytes<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Reason> {
    let mut writer = Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.0)
}

impl ser::Error for Reason {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Reason::Value(message.to_string())
    }
}

type Wrote = Result<(), Reason>;

/// An array or a map under way: where it began, and where each pair begins.
pub struct Many<'w> {
    writer: &'w mut Writer,
    start: usize,
    count: usize,
    pairs: Option<Vec<(usize, usize)>>,
}

impl<'w> Many<'w> {
    fn array(writer: &'w mut Writer) -> Self {
        Many { start: writer.0.len(), writer, count: 0, pairs: None }
    }

    fn map(writer: &'w mut Writer) -> Self {
        Many { start: writer.0.len(), writer, count: 0, pairs: Some(Vec::new()) }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        self.count += 1;
        value.serialize(&mut *self.writer)
    }

    fn key(&mut self, key: &str) {
        let start = self.writer.0.len();
        self.writer.text(key);
        let end = self.writer.0.len();
        self.pairs.get_or_insert_default().push((start, end));
    }

    /// Puts the head before the items, and sorts pairs by the bytes of their keys.
    fn done(self) -> Wrote {
        let body = self.writer.0.split_off(self.start);
        let Some(pairs) = self.pairs else {
            self.writer.array(self.count).raw(&body);
            return Ok(());
        };
        let begins = pairs.iter().map(|pair| pair.0 - self.start).chain([body.len()]).collect::<Vec<_>>();
        let key = |at: usize| &body[begins[at]..pairs[at].1 - self.start];
        let mut order = (0..pairs.len()).collect::<Vec<_>>();
        order.sort_unstable_by(|a, b| key(*a).cmp(key(*b)));
        if order.windows(2).any(|two| key(two[0]) == key(two[1])) {
            return Err(Reason::NotCanonical);
        }
        self.writer.map(pairs.len());
        for at in order {
            self.writer.raw(&body[begins[at]..begins[at + 1]]);
        }
        Ok(())
    }
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Reason;
    type SerializeSeq = Many<'w>;
    type SerializeTuple = Many<'w>;
    type SerializeTupleStruct = Many<'w>;
    type SerializeTupleVariant = Many<'w>;
    type SerializeMap = Many<'w>;
    type SerializeStruct = Many<'w>;
    type SerializeStructVariant = Many<'w>;

    fn is_human_readable(&self) -> bool {
        false
    }
    fn serialize_bool(self, v: bool) -> Wrote {
        self.bool(v);
        Ok(())
    }
    fn serialize_i8(self, v: i8) -> Wrote {
        self.serialize_i64(v.into())
    }
    fn serialize_i16(self, v: i16) -> Wrote {
        self.serialize_i64(v.into())
    }
    fn serialize_i32(self, v: i32) -> Wrote {
        self.serialize_i64(v.into())
    }
    fn serialize_i64(self, v: i64) -> Wrote {
        self.int(v);
        Ok(())
    }
    fn serialize_u8(self, v: u8) -> Wrote {
        self.serialize_u64(v.into())
    }
    fn serialize_u16(self, v: u16) -> Wrote {
        self.serialize_u64(v.into())
    }
    fn serialize_u32(self, v: u32) -> Wrote {
        self.serialize_u64(v.into())
    }
    fn serialize_u64(self, v: u64) -> Wrote {
        self.uint(v);
        Ok(())
    }
    fn serialize_f32(self, v: f32) -> Wrote {
        self.serialize_f64(v.into())
    }
    fn serialize_f64(self, _: f64) -> Wrote {
        Err(Reason::Expected("no float"))
    }
    fn serialize_char(self, v: char) -> Wrote {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, v: &str) -> Wrote {
        self.text(v);
        Ok(())
    }
    fn serialize_bytes(self, v: &[u8]) -> Wrote {
        self.bytes(v);
        Ok(())
    }
    fn serialize_none(self) -> Wrote {
        self.null();
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Wrote {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Wrote {
        self.serialize_none()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Wrote {
        self.serialize_none()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Wrote {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Wrote {
        match name {
            PERSON => self.tag(PERSON_TAG),
            TEXT => self.tag(TEXT_TAG),
            _ => self,
        };
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Wrote {
        self.map(1).text(variant);
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Many<'w>, Reason> {
        Ok(Many::array(self))
    }
    fn serialize_tuple(self, _: usize) -> Result<Many<'w>, Reason> {
        Ok(Many::array(self))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Many<'w>, Reason> {
        Ok(Many::array(self))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Many<'w>, Reason> {
        self.map(1).text(variant);
        Ok(Many::array(self))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Many<'w>, Reason> {
        Ok(Many::map(self))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Many<'w>, Reason> {
        Ok(Many::map(self))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Many<'w>, Reason> {
        self.map(1).text(variant);
        Ok(Many::map(self))
    }
}

/// The array-like traits of serde differ in name alone.
macro_rules! arrays {
    ($($name:ident :: $method:ident),*) => {$(
        impl ser::$name for Many<'_> {
            type Ok = ();
            type Error = Reason;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
                self.item(value)
            }
            fn end(self) -> Wrote {
                self.done()
            }
        }
    )*};
}
arrays!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! structs {
    ($($name:ident),*) => {$(
        impl ser::$name for Many<'_> {
            type Ok = ();
            type Error = Reason;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Wrote {
                self.key(key);
                self.item(value)
            }
            fn end(self) -> Wrote {
                self.done()
            }
        }
    )*};
}
structs!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Many<'_> {
    type Ok = ();
    type Error = Reason;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Wrote {
        let key = key.serialize(KeyText)?;
        self.key(&key);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        self.item(value)
    }
    fn end(self) -> Wrote {
        self.done()
    }
}

/// Takes keys of maps: text, and what prints as text.
struct KeyText;
type NoKey = Impossible<String, Reason>;

macro_rules! no_keys {
    ($($method:ident($($arg:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $arg),*) -> Result<$ok, Reason> {
            Err(Reason::Expected("a key of text"))
        }
    )*};
}

impl ser::Serializer for KeyText {
    type Ok = String;
    type Error = Reason;
    type SerializeSeq = NoKey;
    type SerializeTuple = NoKey;
    type SerializeTupleStruct = NoKey;
    type SerializeTupleVariant = NoKey;
    type SerializeMap = NoKey;
    type SerializeStruct = NoKey;
    type SerializeStructVariant = NoKey;

    fn serialize_str(self, v: &str) -> Result<String, Reason> {
        Ok(v.into())
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<String, Reason> {
        Ok(variant.into())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String, Reason> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<String, Reason> {
        match name {
            // A key has no tag, and without its tag a name would pass unseen.
            PERSON | TEXT => Err(Reason::Expected("a key that needs no tag")),
            _ => value.serialize(self),
        }
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<String, Reason> {
        Err(Reason::Expected("a key of text"))
    }
    no_keys! {
        serialize_bool(bool) -> String;
        serialize_i8(i8) -> String;
        serialize_i16(i16) -> String;
        serialize_i32(i32) -> String;
        serialize_i64(i64) -> String;
        serialize_u8(u8) -> String;
        serialize_u16(u16) -> String;
        serialize_u32(u32) -> String;
        serialize_u64(u64) -> String;
        serialize_f32(f32) -> String;
        serialize_f64(f64) -> String;
        serialize_char(char) -> String;
        serialize_bytes(&[u8]) -> String;
        serialize_none() -> String;
        serialize_unit() -> String;
        serialize_unit_struct(&'static str) -> String;
        serialize_seq(Option<usize>) -> NoKey;
        serialize_tuple(usize) -> NoKey;
        serialize_tuple_struct(&'static str, usize) -> NoKey;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> NoKey;
        serialize_map(Option<usize>) -> NoKey;
        serialize_struct(&'static str, usize) -> NoKey;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> NoKey;
    }
}
