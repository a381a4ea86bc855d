//! The routes: every path and method that is answered.

use super::fields::decoded;
use super::refusal::Refusal;

/// What a route does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    CreateJob,
    ListJobs,
    SearchJobs,
    GetJob,
    DeleteJob,
    SelectJob,
    UploadResume,
    UploadResumeOnly,
    AnalyzeResume,
    ListResumes,
    GetResume,
    GetResumeText,
    GetResumeFile,
    DeleteResume,
    ListAnalyses,
    GetAnalysis,
    DeleteAnalysis,
    SubmitFeedback,
    ListFeedback,
    GetFeedback,
    DeleteFeedback,
    FeedbackStatistics,
    SearchFeedback,
    HighQuality,
    ExportCsv,
    StorageStats,
    ListApplications,
    RecentApplications,
    CreateApplication,
    ApplicationStatistics,
    CheckApplication,
    GetApplication,
    ChangeApplication,
    DeleteApplication,
    OpenApi,
}

/// A path and a method, and what must come with them.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    /// With `{…}` where an id stands. At most one does.
    pub path: &'static str,
    pub operation: Operation,
    /// The fields of the body, or the parameters of the query, that must be there.
    pub required: &'static [&'static str],
    /// The statuses that it may answer with, beside 500, 503 and 413, which any may.
    pub statuses: &'static [u16],
}

impl Route {
    /// Whether its body is a form with a file.
    pub fn takes_file(&self) -> bool {
        matches!(
            self.operation,
            Operation::UploadResume | Operation::UploadResumeOnly
        )
    }
}

const fn route(
    method: &'static str,
    path: &'static str,
    operation: Operation,
    required: &'static [&'static str],
    statuses: &'static [u16],
) -> Route {
    Route {
        method,
        path,
        operation,
        required,
        statuses,
    }
}

/// What lists and searches answer with.
const READ: &[u16] = &[200, 400];
/// What is answered of one record.
const ONE: &[u16] = &[200, 400, 404];
/// What taking one record away answers with. A browser that has no room left may not have it for the note of a deletion either.
const DELETED: &[u16] = &[200, 400, 404, 507];

/// All of them. Of two that fit a path the earlier one counts.
pub const ROUTES: &[Route] = &[
    route(
        "POST",
        "/api/job-description",
        Operation::CreateJob,
        &["job_description", "company_name", "role_name"],
        &[200, 400, 507],
    ),
    route("GET", "/api/jobs", Operation::ListJobs, &[], READ),
    route(
        "GET",
        "/api/jobs/search",
        Operation::SearchJobs,
        &["query"],
        READ,
    ),
    route("GET", "/api/jobs/{job_id}", Operation::GetJob, &[], ONE),
    route(
        "DELETE",
        "/api/jobs/{job_id}",
        Operation::DeleteJob,
        &[],
        DELETED,
    ),
    route(
        "POST",
        "/api/jobs/{job_id}/select",
        Operation::SelectJob,
        &[],
        DELETED,
    ),
    route(
        "POST",
        "/api/upload-resume",
        Operation::UploadResume,
        &["file"],
        &[200, 400, 404, 409, 422, 507],
    ),
    route(
        "POST",
        "/api/upload-resume-only",
        Operation::UploadResumeOnly,
        &["file"],
        &[200, 400, 409, 422, 507],
    ),
    route(
        "POST",
        "/api/analyze-resume/{resume_id}",
        Operation::AnalyzeResume,
        &[],
        &[200, 400, 404, 409, 422, 507],
    ),
    route("GET", "/api/resumes", Operation::ListResumes, &[], READ),
    route(
        "GET",
        "/api/resumes/{resume_id}",
        Operation::GetResume,
        &[],
        ONE,
    ),
    route(
        "DELETE",
        "/api/resumes/{resume_id}",
        Operation::DeleteResume,
        &[],
        DELETED,
    ),
    route(
        "GET",
        "/api/resumes/{resume_id}/text",
        Operation::GetResumeText,
        &[],
        ONE,
    ),
    route(
        "GET",
        "/api/resumes/{resume_id}/file",
        Operation::GetResumeFile,
        &[],
        ONE,
    ),
    route("GET", "/api/analyses", Operation::ListAnalyses, &[], READ),
    route(
        "GET",
        "/api/analyses/{analysis_id}",
        Operation::GetAnalysis,
        &[],
        ONE,
    ),
    route(
        "DELETE",
        "/api/analyses/{analysis_id}",
        Operation::DeleteAnalysis,
        &[],
        DELETED,
    ),
    route(
        "POST",
        "/api/feedback/submit",
        Operation::SubmitFeedback,
        &["query", "response", "rating"],
        &[200, 400, 404, 409, 507],
    ),
    route("GET", "/api/feedback", Operation::ListFeedback, &[], READ),
    route(
        "GET",
        "/api/feedback/statistics",
        Operation::FeedbackStatistics,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/feedback/search",
        Operation::SearchFeedback,
        &["query"],
        READ,
    ),
    route(
        "GET",
        "/api/feedback/high-quality",
        Operation::HighQuality,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/feedback/export-csv",
        Operation::ExportCsv,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/feedback/{feedback_id}",
        Operation::GetFeedback,
        &[],
        ONE,
    ),
    route(
        "DELETE",
        "/api/feedback/{feedback_id}",
        Operation::DeleteFeedback,
        &[],
        DELETED,
    ),
    route(
        "GET",
        "/api/storage/stats",
        Operation::StorageStats,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/job-applications",
        Operation::ListApplications,
        &[],
        READ,
    ),
    route(
        "POST",
        "/api/job-applications",
        Operation::CreateApplication,
        &["company", "job"],
        &[200, 400, 404, 409, 507],
    ),
    route(
        "GET",
        "/api/job-applications/recent",
        Operation::RecentApplications,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/job-applications/statistics",
        Operation::ApplicationStatistics,
        &[],
        READ,
    ),
    route(
        "GET",
        "/api/job-applications/check",
        Operation::CheckApplication,
        &["company"],
        READ,
    ),
    route(
        "GET",
        "/api/job-applications/{application_id}",
        Operation::GetApplication,
        &[],
        ONE,
    ),
    route(
        "PATCH",
        "/api/job-applications/{application_id}",
        Operation::ChangeApplication,
        &[],
        &[200, 400, 404, 409, 507],
    ),
    route(
        "DELETE",
        "/api/job-applications/{application_id}",
        Operation::DeleteApplication,
        &[],
        DELETED,
    ),
    route("GET", "/api/openapi.json", Operation::OpenApi, &[], READ),
];

/// Where a request leads.
#[derive(Debug)]
pub enum Way {
    /// To a route, with the id that stands in its path.
    To(&'static Route, String),
    /// It asks what may be asked: these methods.
    Choices(String),
}

/// The way of a request.
///
/// # Errors
/// 404 where no route has the path, 405 where none of those that have it take the method.
pub fn find(method: &str, path: &str) -> Result<Way, Refusal> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let segments: Option<Vec<String>> = path.split('/').map(decoded).collect();
    let segments = segments.unwrap_or_default();
    let fitting = ROUTES
        .iter()
        .filter_map(|route| Some((route, fits(route, &segments)?)));
    let mut fitting: Vec<(&Route, String)> = fitting.collect();
    // A path without an id, such as `/api/jobs/search`, is not also the job named “search”.
    if fitting.iter().any(|(route, _)| !route.path.contains('{')) {
        fitting.retain(|(route, _)| !route.path.contains('{'));
    }
    if fitting.is_empty() {
        let shown: String = path.chars().take(200).collect();
        let detail = format!("There is nothing at {shown}. /api/openapi.json says what there is.");
        return Err(Refusal::new(404, detail));
    }
    let mut methods: Vec<&str> = fitting.iter().map(|(route, _)| route.method).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    let allow = methods.join(", ");
    if method == "OPTIONS" {
        return Ok(Way::Choices(allow));
    }
    let found = fitting
        .into_iter()
        .find(|(route, _)| route.method == method);
    match found {
        Some((route, id)) => Ok(Way::To(route, id)),
        None => Err(Refusal {
            allow: Some(allow.clone()),
            ..Refusal::new(405, format!("This path takes {allow}."))
        }),
    }
}

/// The id in the path's place, or nothing where it has none; absent where the path is another.
fn fits(route: &Route, segments: &[String]) -> Option<String> {
    let mut id = String::new();
    let mut wanted = route.path.split('/');
    for segment in segments {
        match wanted.next()? {
            place if place.starts_with('{') => id.clone_from(segment),
            fixed if fixed == segment => {}
            _ => return None,
        }
    }
    wanted.next().is_none().then_some(id)
}
