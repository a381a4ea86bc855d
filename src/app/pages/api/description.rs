//! The API's description (OpenAPI 3.1), as far as people read it.

use serde_json::{Map, Value};

/// Methods in the order in which they stand under one path.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `GET`.
    pub method: String,
    /// `/api/jobs/{job_id}`.
    pub path: String,
    pub group: String,
    pub summary: String,
    pub description: String,
    /// In the path and in the query.
    pub parameters: Vec<Field>,
    pub takes: Takes,
    /// The body's fields.
    pub body: Vec<Field>,
    pub answers: Vec<Answer>,
}

/// What body it takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Takes {
    Nothing,
    /// JSON, with the least that it must hold.
    Json(String),
    /// A form with a file in its field `file`.
    File,
}

/// A parameter or a body's field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    pub in_path: bool,
    pub required: bool,
    /// "integer, 1 to 5".
    pub kind: String,
    pub description: String,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: String,
    pub description: String,
    /// "{jobs, total}".
    pub shape: String,
}

/// Reads the description's calls, those of one group after another.
///
/// # Errors
/// It is no JSON. What a call does not say is left empty.
pub fn operations(bytes: &[u8]) -> Result<Vec<Operation>, serde_json::Error> {
    let whole: Value = serde_json::from_slice(bytes)?;
    let mut operations = Vec::new();
    for (path, item) in entries(whole.get("paths")) {
        for method in METHODS {
            if let Some(said) = item.get(method) {
                operations.push(operation(&whole, path, method, said));
            }
        }
    }
    Ok(operations)
}

fn operation(whole: &Value, path: &str, method: &str, said: &Value) -> Operation {
    let parameters = said.get("parameters").and_then(Value::as_array);
    let parameters = parameters.into_iter().flatten().map(|parameter| {
        let parameter = resolved(whole, parameter);
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        Field {
            name: text(parameter, "name"),
            in_path: text(parameter, "in") == "path",
            required: parameter.get("required") == Some(&Value::Bool(true)),
            kind: kind(whole, schema),
            description: text(parameter, "description"),
        }
    });
    let content = said.get("requestBody").and_then(|body| body.get("content"));
    let schema = |media_type: &str| {
        let schema = content?.get(media_type)?.get("schema")?;
        Some(resolved(whole, schema))
    };
    let json = schema("application/json");
    let takes = match json {
        Some(schema) => Takes::Json(example(whole, schema)),
        None if schema("multipart/form-data").is_some() => Takes::File,
        None => Takes::Nothing,
    };
    let body = json.or_else(|| schema("multipart/form-data"));
    let tags = said.get("tags").and_then(Value::as_array);
    let group = tags.and_then(|tags| tags.first()?.as_str());
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        group: group.unwrap_or("Others").to_owned(),
        summary: text(said, "summary"),
        description: text(said, "description"),
        parameters: parameters.collect(),
        takes,
        body: body.map(|schema| fields(whole, schema)).unwrap_or_default(),
        answers: entries(said.get("responses"))
            .map(|(status, answer)| shaped(whole, status, resolved(whole, answer)))
            .collect(),
    }
}

fn shaped(whole: &Value, status: &str, answer: &Value) -> Answer {
    let content = entries(answer.get("content")).next();
    let shape = match content {
        None => String::new(),
        Some(("application/json", content)) => {
            let schema = content.get("schema").unwrap_or(&Value::Null);
            let schema = resolved(whole, schema);
            let names: Vec<&str> = entries(schema.get("properties"))
                .map(|(name, _)| name)
                .collect();
            format!("{{{}}}", names.join(", "))
        }
        Some((media_type, _)) => media_type.to_owned(),
    };
    Answer {
        status: status.to_owned(),
        description: text(answer, "description"),
        shape,
    }
}

fn fields(whole: &Value, schema: &Value) -> Vec<Field> {
    let required = required(schema);
    entries(schema.get("properties"))
        .map(|(name, schema)| Field {
            name: name.to_owned(),
            in_path: false,
            required: required.contains(&name),
            kind: kind(whole, schema),
            description: text(schema, "description"),
        })
        .collect()
}

/// A schema in a few words.
fn kind(whole: &Value, schema: &Value) -> String {
    let schema = resolved(whole, schema);
    if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
        let choices: Vec<&str> = choices.iter().filter_map(Value::as_str).collect();
        return format!("one of {}", choices.join(", "));
    }
    let mut words = match schema.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            kinds.join(" or ")
        }
        _ => String::new(),
    };
    if let Some(items) = schema.get("items") {
        words.push_str(" of ");
        words.push_str(&kind(whole, items));
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        words.push_str(&format!(" ({format})"));
    }
    match (schema.get("minimum"), schema.get("maximum")) {
        (Some(least), Some(most)) => words.push_str(&format!(", {least} to {most}")),
        (Some(least), None) => words.push_str(&format!(", {least} or more")),
        _ => {}
    }
    if let Some(usual) = schema.get("default") {
        words.push_str(&format!(", else {usual}"));
    }
    words
}

/// The least that a body must hold, as JSON to be filled in.
fn example(whole: &Value, schema: &Value) -> String {
    let required = required(schema);
    let fields: Map<String, Value> = entries(schema.get("properties"))
        .filter(|(name, _)| required.contains(name))
        .map(|(name, schema)| (name.to_owned(), placeholder(resolved(whole, schema))))
        .collect();
    serde_json::to_string_pretty(&fields).unwrap_or_else(|_| "{}".to_owned())
}

fn placeholder(schema: &Value) -> Value {
    let first = schema.get("enum").and_then(|choices| choices.get(0));
    if let Some(value) = schema.get("default").or(first) {
        return value.clone();
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("integer" | "number") => schema.get("maximum").cloned().unwrap_or(1.into()),
        Some("boolean") => false.into(),
        Some("array") => Value::Array(Vec::new()),
        Some("object") => Value::Object(Map::new()),
        _ => "".into(),
    }
}

fn required(schema: &Value) -> Vec<&str> {
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

/// What a `$ref` into the same document leads to; anything else is itself.
fn resolved<'a>(whole: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value.get("$ref").and_then(Value::as_str);
    let pointer = pointer.and_then(|pointer| pointer.strip_prefix('#'));
    pointer
        .and_then(|pointer| whole.pointer(pointer))
        .unwrap_or(value)
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let map = value.and_then(Value::as_object).into_iter().flatten();
    map.map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value, name: &str) -> String {
    let text = value.get(name).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}
