//! JSON into types, with less code than usual: structs are read from objects alone.
//!
//! serde_json reads a struct from an object or from an array, and a program carries the code of both for each of its structs.
//! The engine writes objects only. Here a struct is asked for as a map, so that what reads arrays is never called and left out;
//! everything else is passed on as it is.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// Reads a value from JSON.
///
/// # Errors
/// The text is no JSON, or does not fit the type.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Stands around each part of a deserialisation and passes on what it is asked, but for structs.
struct Objects<T>(T);

macro_rules! pass_on {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Objects(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq
        deserialize_map deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Objects(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Objects(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, Objects(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0
            .deserialize_tuple_struct(name, length, Objects(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Objects(visitor))
    }
}

macro_rules! visit {
    ($($method:ident: $type:ty),* $(,)?) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.expecting(f)
    }

    visit! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, visit_borrowed_str: &'de str,
        visit_string: String,
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Objects(variant))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(inner))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(Objects(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Objects<A> {
    type Error = A::Error;
    type Variant = Objects<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, variant) = self.0.variant_seed(Objects(seed))?;
        Ok((value, Objects(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Objects(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Objects(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Objects(visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Listing, ResumeRow, Saved};
    use crate::records::RequirementResult;

    /// Reads a text both ways; what comes out must be the same.
    fn both<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) -> T {
        let value = from_str::<T>(text).unwrap();
        assert_eq!(value, serde_json::from_str::<T>(text).unwrap());
        value
    }

    #[test]
    fn rows_with_options_lists_enums_and_results_are_read_as_serde_json_does() {
        let row = r#"{"resume":{"resume_id":"resume_1f0c9a22b7d41e03","sha256":"1f","candidate_name":null,"original_filename":"a.pdf",
            "media_type":"application/pdf","file_size":7,"page_count":2,"text_length":3,"uploaded_at":"2026-11-18T10:42:07.123Z",
            "state":"no_text","findings":[{"kind":"no_text_layer","severity":"error","what":"w","advice":"a","line":3}],
            "degree":"none","unknown":[1,{"x":2}]},"analysis_count":4}"#;
        let listing = format!(r#"{{"rows":[{row}],"total":1}}"#);
        let listing = both::<Listing<ResumeRow>>(&listing);
        assert_eq!(listing.rows[0].analysis_count, 4);
        assert_eq!(listing.rows[0].resume.findings[0].line, Some(3));

        let result = r#"{"id":"skill:python","kind":"skill","importance":"required","name":"Python","job_line":4,"job_quote":"q",
            "subject":"Python","alternatives":["Ruby"],"level":"B2","degree":"master","or_experience":true,
            "outcome":"found","evidence":[{"line":9,"quote":"Python"}],"reason":"r","credit":1.0,"points":5.5,"points_possible":6}"#;
        let result = both::<RequirementResult>(result);
        assert_eq!(result.requirement.job_line, 4);
        let written = serde_json::to_string(&result).unwrap();
        assert_eq!(both::<RequirementResult>(&written), result);
    }

    #[test]
    fn variants_that_hold_a_record_are_read() {
        let job = r#"{"job_id":"a3f7b2c1","company_name":"","role_name":"r","created_at":"2026-11-18T10:42:07.123Z",
            "updated_at":"2026-11-18T10:42:07.123Z","is_template":false,"is_sample":false,"analysis_count":0}"#;
        let saved = both::<Saved>(&format!(r#"{{"same_text":{job}}}"#));
        assert!(matches!(saved, Saved::SameText(row) if row.role_name == "r"));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for text in [
            "",
            "{",
            "[]",
            r#"{"rows":[]}"#,
            r#"{"rows":[],"total":1} x"#,
        ] {
            assert!(from_str::<Listing<ResumeRow>>(text).is_err(), "{text}");
        }
    }
}
