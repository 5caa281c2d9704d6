//! From canonical bytes to any serde value. What is not canonical, unknown or left over is a fault.

use std::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::{ARRAY, BYTES, Fault, MAP, NINT, PERSON, PERSON_TAG, Reader, Reason, STRING, TAG, TEXT, TEXT_TAG, UINT};
use crate::limits;

/// Decodes one value that takes up all the bytes.
pub fn from_bytes<'a, T: de::Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Fault> {
    // Order and shortness of what the type skips is checked here once, so the walk below need not.
    let mut whole = Reader::new(bytes);
    whole.item()?;
    whole.end()?;
    let mut from = Items { reader: Reader::new(bytes), depth: limits::DEPTH, item: 0 };
    T::deserialize(&mut from).map_err(|fault| match fault.at {
        usize::MAX => Fault { at: from.item, ..fault },
        _ => fault,
    })
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault { at: usize::MAX, reason: Reason::Value(message.to_string()) }
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    depth: usize,
    /// Where the item began that was read last.
    item: usize,
}

impl<'a> Items<'a> {
    /// Reads one item, and notes where it began.
    fn read<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.item = self.reader.offset();
        read(&mut self.reader)
    }

    fn many<V: Visitor<'a>>(&mut self, map: bool, visitor: V) -> Result<V::Value, Fault> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.reader.fault(Reason::Limit("depth")))?;
        let left = self.read(|r| if map { r.map() } else { r.array() })?;
        let mut many = Many { items: self, left };
        let value = if map { visitor.visit_map(&mut many)? } else { visitor.visit_seq(&mut many)? };
        if many.left > 0 {
            return Err(self.reader.fault(Reason::Expected("fewer items")));
        }
        self.depth += 1;
        Ok(value)
    }
}

impl<'de> de::Deserializer<'de> for &mut Items<'de> {
    type Error = Fault;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.reader.peek()? {
            UINT => visitor.visit_u64(self.read(Reader::uint)?),
            NINT => visitor.visit_i64(self.read(Reader::int)?),
            BYTES => self.deserialize_bytes(visitor),
            STRING => self.deserialize_str(visitor),
            ARRAY => self.many(false, visitor),
            MAP => self.many(true, visitor),
            TAG => Err(self.reader.fault(Reason::Expected("no tag"))),
            _ if self.reader.null_next() => visitor.visit_unit(),
            _ => visitor.visit_bool(self.read(Reader::bool)?),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.read(Reader::text)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_bytes(self.read(Reader::bytes)?)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.reader.null_next() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        match name {
            PERSON => self.reader.tag(PERSON_TAG, "a person's id")?,
            TEXT => self.reader.tag(TEXT_TAG, "free text")?,
            _ => {}
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.many(true, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.reader.peek()? {
            STRING => visitor.visit_enum(self.read(Reader::text)?.into_deserializer()),
            MAP => {
                if self.read(Reader::map)? != 1 {
                    return Err(self.reader.fault(Reason::Expected("a map of one variant")));
                }
                visitor.visit_enum(self)
            }
            _ => Err(self.reader.fault(Reason::Expected("a variant"))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.reader.item()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 unit unit_struct seq tuple tuple_struct map identifier
    }
}

/// What is left of an array or a map.
struct Many<'i, 'a> {
    items: &'i mut Items<'a>,
    left: usize,
}

impl Many<'_, '_> {
    /// Counts one item down, if any is left.
    fn step(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or(0);
        left.is_some()
    }
}

impl<'a> de::SeqAccess<'a> for &mut Many<'_, 'a> {
    type Error = Fault;
    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        self.step().then(|| seed.deserialize(&mut *self.items)).transpose()
    }
    fn size_hint(&self) -> Option<usize> {
        // The count was held against the bytes that are left, but an item in memory may be larger.
        Some(self.left.min(256))
    }
}

impl<'a> de::MapAccess<'a> for &mut Many<'_, 'a> {
    type Error = Fault;
    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        if !self.step() {
            return Ok(None);
        }
        let key = self.items.read(Reader::text)?;
        seed.deserialize(Key(key)).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(&mut *self.items)
    }
}

impl<'a> de::EnumAccess<'a> for &mut Items<'a> {
    type Error = Fault;
    type Variant = Self;
    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let name = self.read(Reader::text)?;
        let name: de::value::BorrowedStrDeserializer<'a, Fault> = de::value::BorrowedStrDeserializer::new(name);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'a> de::VariantAccess<'a> for &mut Items<'a> {
    type Error = Fault;
    fn unit_variant(self) -> Result<(), Fault> {
        // A bare variant has one form only: its name.
        Err(self.reader.fault(Reason::NotCanonical))
    }
    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }
    fn tuple_variant<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.many(false, visitor)
    }
    fn struct_variant<V: Visitor<'a>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        self.many(true, visitor)
    }
}

/// The key of a map: a text, or what is read from one.
struct Key<'a>(&'a str);

impl<'de> de::Deserializer<'de> for Key<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        match name {
            PERSON | TEXT => Err(de::Error::custom("a key has no tag")),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(de::value::BorrowedStrDeserializer::new(self.0))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}
