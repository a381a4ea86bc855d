//! The API's description, held against the routes and against what is answered.

use std::collections::BTreeSet;

use serde_json::Value;
use shortlist::backend::api::routes::{self, ROUTES, Way};
use shortlist::backend::api::{OPENAPI, Request, Response};

fn description() -> Value {
    serde_json::from_str(OPENAPI).unwrap()
}

/// A part that is named elsewhere, where it is one.
fn resolved<'a>(all: &'a Value, part: &'a Value) -> &'a Value {
    match part["$ref"].as_str() {
        Some(name) => all
            .pointer(name.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{name}")),
        None => part,
    }
}

fn names(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().into_iter().flatten();
    list.map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// What the description says must come with a request.
fn required(operation: &Value) -> BTreeSet<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters = parameters.filter(|p| p["in"] == "query" && p["required"] == true);
    let mut all: BTreeSet<String> = parameters
        .map(|p| p["name"].as_str().unwrap().to_owned())
        .collect();
    let contents = operation["requestBody"]["content"]
        .as_object()
        .into_iter()
        .flatten();
    for (_, content) in contents {
        all.extend(names(&content["schema"]["required"]));
        all.extend(names(&content["schema"]["anyOf"][0]["required"]));
    }
    all
}

#[test]
fn the_description_names_every_route_and_no_other() {
    let all = description();
    let mut described = BTreeSet::new();
    for (path, methods) in all["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert((path.clone(), method.to_uppercase()));
        }
    }
    let routed = ROUTES
        .iter()
        .map(|r| (r.path.to_owned(), r.method.to_owned()));
    let routed: BTreeSet<_> = routed.collect();
    assert_eq!(routed.len(), ROUTES.len(), "no route stands twice");
    assert_eq!(described, routed);
}

#[test]
fn what_must_be_sent_and_what_may_be_answered_are_as_described() {
    let all = description();
    let mut ids = BTreeSet::new();
    for route in ROUTES {
        let at = format!("{} {}", route.method, route.path);
        let operation = &all["paths"][route.path][route.method.to_lowercase()];
        let wanted: BTreeSet<String> = route.required.iter().map(|f| (*f).to_owned()).collect();
        assert_eq!(required(operation), wanted, "{at}");
        let has_body = operation.get("requestBody").is_some();
        let mut statuses: BTreeSet<String> = route.statuses.iter().map(u16::to_string).collect();
        statuses.extend(["500".to_owned(), "503".to_owned()]);
        if has_body {
            statuses.insert("413".to_owned());
        }
        let described = operation["responses"].as_object().unwrap();
        assert_eq!(
            described.keys().cloned().collect::<BTreeSet<_>>(),
            statuses,
            "{at}"
        );
        for response in described.values() {
            assert!(resolved(&all, response)["description"].is_string(), "{at}");
        }
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "{id} twice");
        let in_path = operation["parameters"].as_array().into_iter().flatten();
        let in_path = in_path.filter(|p| p["in"] == "path").count();
        assert_eq!(in_path, route.path.matches('{').count(), "{at}");
    }
}

#[test]
fn every_name_that_is_referred_to_is_there() {
    fn walk(all: &Value, part: &Value) {
        resolved(all, part);
        match part {
            Value::Object(fields) => fields.values().for_each(|field| walk(all, field)),
            Value::Array(list) => list.iter().for_each(|one| walk(all, one)),
            _ => {}
        }
    }
    walk(&description(), &description());
}

/// Whether a value is of the type that a schema names, and has no field that it does not.
fn assert_fits(all: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = resolved(all, schema);
    if let Some(parts) = schema["allOf"].as_array() {
        let mut together = serde_json::json!({"type": "object", "properties": {}});
        for part in parts {
            let fields = resolved(all, part)["properties"]
                .as_object()
                .unwrap()
                .clone();
            together["properties"]
                .as_object_mut()
                .unwrap()
                .extend(fields);
        }
        return assert_fits(all, &together, value, at);
    }
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let mut types = names(&schema["type"]);
    types.extend(schema["type"].as_str().map(str::to_owned));
    let fits = types.contains(is) || (is == "integer" && types.contains("number"));
    assert!(fits, "{at} is {is}, not {types:?}");
    match value {
        Value::Array(list) => {
            for one in list {
                assert_fits(all, &schema["items"], one, &format!("{at}[]"));
            }
        }
        Value::Object(fields) => {
            for name in names(&schema["required"]) {
                assert!(fields.contains_key(&name), "{at} lacks {name}");
            }
            let known = schema["properties"].as_object().unwrap();
            for (name, field) in fields.iter().filter(|_| !known.is_empty()) {
                let schema = known
                    .get(name)
                    .unwrap_or_else(|| panic!("{at}.{name} is not described"));
                assert_fits(all, schema, field, &format!("{at}.{name}"));
            }
        }
        _ => {}
    }
}

/// Holds an answer against what its route and the description say of it.
pub fn assert_described(request: &Request, response: &Response) {
    let method = match request.method.as_str() {
        "HEAD" => "GET",
        other => other,
    };
    let Ok(Way::To(route, _)) = routes::find(method, &request.path) else {
        return assert!(matches!(response.status, 204 | 404 | 405));
    };
    let at = format!("{} {}", route.method, route.path);
    let may =
        [413, 500, 503].contains(&response.status) || route.statuses.contains(&response.status);
    assert!(may, "{at} answered {}", response.status);
    if response.content_type != "application/json" || response.body.is_empty() {
        return;
    }
    let all = description();
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    if response.status == 200 {
        let described = &all["paths"][route.path][method.to_lowercase()]["responses"]["200"];
        let schema = &described["content"]["application/json"]["schema"];
        if !schema.is_null() {
            assert_fits(&all, schema, &body, &at);
        }
    } else {
        assert_fits(&all, &all["components"]["schemas"]["Problem"], &body, &at);
    }
}
