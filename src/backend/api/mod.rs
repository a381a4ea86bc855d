//! The API: requests shaped as HTTP's, answered by the backend. Clients of the older server-side system find its calls here, on
//! the page's own origin, without a server.
//!
//! [`routes::ROUTES`] is the one table of what there is; `docs/api/openapi.json` describes it and is held against it by a test.
//! An answer never is a document that could run something: every one forbids it by its headers, for a résumé's file is whatever
//! somebody sent.

mod analyses;
mod applications;
mod feedback;
mod fields;
mod jobs;
pub mod multipart;
mod refusal;
mod resumes;
pub mod routes;
mod upload;

use serde_json::{Value, json};

pub use self::fields::LARGEST_BODY;
use self::fields::{Body, Parameters};
use self::refusal::Refusal;
use self::routes::{Operation, Route, Way};
use super::Backend;
use crate::messages::{Api, ApiAnswer, Deletion, Failure};
use crate::storage::Storage;

/// The description of the API, as it is served too.
pub const OPENAPI: &str = include_str!("../../../docs/api/openapi.json");

const JSON: &str = "application/json";

/// A request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// In capital letters.
    pub method: String,
    /// From `/api/` on, as it stands in the address: percent-encoded, without the query.
    pub path: String,
    /// What follows the question mark, percent-encoded; empty where there is none.
    pub query: String,
    /// The header `Content-Type`; empty where there is none.
    pub content_type: String,
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Empty where there is no body.
    pub content_type: String,
    /// Names and values, all of ASCII.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What a request asks for, taken apart.
struct Ask<'a> {
    /// What stands in the path in the place of `{…}`, decoded; empty where the path has none.
    id: String,
    query: Parameters,
    request: &'a Request,
}

impl Ask<'_> {
    /// The body as a JSON object.
    fn body(&self) -> Result<Body, Refusal> {
        Body::of(&self.request.body)
    }
}

impl Response {
    fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        let fixed = [
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("Cache-Control", "no-store"),
        ];
        let headers = fixed.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            status,
            content_type: content_type.to_owned(),
            headers: headers.into(),
            body,
        }
    }

    fn json(value: &Value) -> Self {
        Self::new(200, JSON, value.to_string().into_bytes())
    }

    /// A file to be saved and never to be shown in place.
    fn file(content_type: &str, name: &str, bytes: Vec<u8>) -> Self {
        Self::new(200, content_type, bytes).with("Content-Disposition", &attachment(name))
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// `attachment` with a name as RFC 6266 wants it: once in plain ASCII, once in UTF-8.
fn attachment(name: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let plain = |c: char| match c {
        '"' | '\\' | '%' => '_',
        c if c.is_ascii_graphic() || c == ' ' => c,
        _ => '_',
    };
    let ascii: String = name.chars().map(plain).collect();
    let utf8 = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{utf8}")
}

impl<S: Storage> Backend<S> {
    /// Answers a request; whatever goes wrong is an answer too.
    pub async fn answer(&self, request: &Request) -> Response {
        match self.try_answer(request).await {
            Ok(response) => response,
            Err(refusal) => refusal.into_response(),
        }
    }

    pub(super) async fn api(
        &self,
        call: Api,
        buffers: Vec<Vec<u8>>,
    ) -> Result<(ApiAnswer, Vec<Vec<u8>>), Failure> {
        let Api {
            method,
            path,
            query,
            content_type,
        } = call;
        let response = self
            .answer(&Request {
                method,
                path,
                query,
                content_type,
                body: buffers.into_iter().next().unwrap_or_default(),
            })
            .await;
        let answer = ApiAnswer {
            status: response.status,
            content_type: response.content_type,
            headers: response.headers,
        };
        Ok((answer, vec![response.body]))
    }

    async fn try_answer(&self, request: &Request) -> Result<Response, Refusal> {
        let is_head = request.method == "HEAD";
        let method = if is_head { "GET" } else { &request.method };
        let (route, id) = match routes::find(method, &request.path)? {
            Way::To(route, id) => (route, id),
            Way::Choices(allow) => {
                return Ok(Response::new(204, "", Vec::new()).with("Allow", &allow));
            }
        };
        fields::hold(request, route.takes_file())?;
        let ask = Ask {
            id,
            query: Parameters::of(&request.query)?,
            request,
        };
        let mut response = self.carry_out(route, &ask).await?;
        if is_head {
            let length = response.body.len().to_string();
            response = response.with("Content-Length", &length);
            response.body.clear();
        }
        Ok(response)
    }

    async fn carry_out(&self, route: &Route, ask: &Ask<'_>) -> Result<Response, Refusal> {
        let value = match route.operation {
            Operation::CreateJob => self.create_job(ask).await,
            Operation::ListJobs => self.jobs_listed(ask, String::new()).await,
            Operation::SearchJobs => self.jobs_listed(ask, ask.query.required("query")?).await,
            Operation::GetJob => self.job_opened(ask).await,
            Operation::DeleteJob => self.job_deleted(ask).await,
            Operation::SelectJob => self.job_selected(ask).await,
            Operation::UploadResume => self.resume_uploaded(ask).await,
            Operation::UploadResumeOnly => self.resume_kept(ask).await,
            Operation::AnalyzeResume => self.resume_analysed(ask).await,
            Operation::ListResumes => self.resumes_listed(ask).await,
            Operation::GetResume => self.resume_opened(ask).await,
            Operation::GetResumeText => self.resume_text(ask).await,
            Operation::GetResumeFile => return self.resume_sent(ask).await,
            Operation::DeleteResume => self.resume_deleted(ask).await,
            Operation::ListAnalyses => self.analyses_listed(ask).await,
            Operation::GetAnalysis => self.analysis_opened(ask).await,
            Operation::DeleteAnalysis => self.analysis_deleted(ask).await,
            Operation::SubmitFeedback => self.feedback_submitted(ask).await,
            Operation::ListFeedback => self.feedback_listed(ask).await,
            Operation::GetFeedback => self.feedback_opened(ask).await,
            Operation::DeleteFeedback => self.feedback_deleted(ask).await,
            Operation::FeedbackStatistics => self.feedback_counted().await,
            Operation::SearchFeedback => self.feedback_found(ask).await,
            Operation::HighQuality => self.feedback_to_learn_from(ask).await,
            Operation::ExportCsv => return self.feedback_exported().await,
            Operation::StorageStats => self.storage_counted().await,
            Operation::ListApplications => self.applications_listed(ask, 100).await,
            Operation::RecentApplications => self.applications_listed(ask, 10).await,
            Operation::CreateApplication => self.application_created(ask).await,
            Operation::ApplicationStatistics => self.applications_counted(ask).await,
            Operation::CheckApplication => self.application_checked(ask).await,
            Operation::GetApplication => self.application_opened(ask).await,
            Operation::ChangeApplication => self.application_changed(ask).await,
            Operation::DeleteApplication => self.application_deleted(ask).await,
            Operation::OpenApi => return Ok(Response::new(200, JSON, OPENAPI.into())),
        };
        Ok(Response::json(&value?))
    }
}

/// A record as JSON.
fn value(record: &impl serde::Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(record).map_err(|error| {
        let message = format!("An answer could not be written as JSON: {error}");
        Failure::new(crate::messages::FailureKind::Internal, message).into()
    })
}

/// An object with more fields, which replace those of the same name.
fn with(mut object: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (object.as_object_mut(), more) {
        fields.extend(more);
    }
    object
}

/// What was removed.
fn deleted(what: &str, deletion: &Deletion) -> Result<Value, Refusal> {
    Ok(json!({"message": format!("{what} was deleted."), "deleted": value(deletion)?}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_leave_its_header() {
        assert_eq!(
            attachment("Ann\"; x=\r\n\\é.pdf"),
            "attachment; filename=\"Ann_; x=____.pdf\"; filename*=UTF-8''Ann%22%3B%20x%3D%0D%0A%5C%C3%A9%2Epdf"
        );
    }
}
