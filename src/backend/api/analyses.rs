//! Calls about analyses, and their shape for clients of the older system: sentences there are texts, where here each knows its lines.

use serde_json::{Value, json};

use super::jobs::path_id;
use super::refusal::Refusal;
use super::{Ask, deleted, value, with};
use crate::backend::Backend;
use crate::messages::{
    AnalysisFilter, AnalysisOrder, AnalysisRow, DeleteAnalysis, GetAnalysis, ListAnalyses,
};
use crate::records::{Analysis, AnalysisId, Statement, Strength};
use crate::storage::Storage;

/// The rows of a list.
pub fn rows(rows: &[AnalysisRow]) -> Result<Vec<Value>, Refusal> {
    let row = |row: &AnalysisRow| {
        let more = json!({"hiring_recommendation": recommendation(row)});
        Ok(with(value(row)?, more))
    };
    rows.iter().map(row).collect()
}

/// The word that the whole recommendation begins with; its reason stands in the analysis itself.
fn recommendation(row: &AnalysisRow) -> &'static str {
    let nothing_asked = row.parts.iter().all(|part| part.score.is_none());
    match row.strength {
        _ if nothing_asked => "MAYBE",
        Strength::Strong => "YES",
        Strength::Possible => "MAYBE",
        Strength::Weak => "NO",
    }
}

/// An analysis’s result with its sentences as texts; with their lines they stand under `statements`.
pub fn result(analysis: &Analysis) -> Result<Value, Refusal> {
    let result = &analysis.analysis_result;
    let texts = |statements: &[Statement]| {
        let texts = statements.iter().map(|statement| statement.text.clone());
        texts.collect::<Vec<_>>()
    };
    let more = json!({
        "timestamp": analysis.created_at,
        "executive_summary": texts(&result.executive_summary).join(" "),
        "strengths": texts(&result.strengths),
        "weaknesses": texts(&result.weaknesses),
        "statements": {
            "executive_summary": value(&result.executive_summary)?,
            "strengths": value(&result.strengths)?,
            "weaknesses": value(&result.weaknesses)?,
        },
    });
    Ok(with(value(result)?, more))
}

impl<S: Storage> Backend<S> {
    pub(super) async fn analyses_listed(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let query = &ask.query;
        let orders = [AnalysisOrder::Newest, AnalysisOrder::Rank];
        let order = query.one_of("order", &orders, |order| match order {
            AnalysisOrder::Newest => "newest",
            AnalysisOrder::Rank => "rank",
        })?;
        let filter = AnalysisFilter {
            job_id: query.id("job_id")?,
            resume_id: query.id("resume_id")?,
            candidate: query.text("candidate").to_owned(),
            from: query.text("from").to_owned(),
            to: query.text("to").to_owned(),
            order: order.unwrap_or_default(),
        };
        let window = query.window(100)?;
        let listing = self.list_analyses(ListAnalyses { filter, window }).await?;
        Ok(json!({"analyses": rows(&listing.rows)?, "total": listing.total}))
    }

    pub(super) async fn analysis_opened(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let analysis_id: AnalysisId = path_id(ask)?;
        let view = self.get_analysis(GetAnalysis { analysis_id }).await?;
        let analysis = &view.analysis;
        Ok(json!({"analysis": {
            "analysis_id": analysis.analysis_id,
            "job_id": analysis.job_id,
            "resume_id": analysis.resume_id,
            "candidate_name": analysis.analysis_result.candidate_name,
            "company_name": analysis.analysis_result.company_name,
            "role_name": analysis.analysis_result.role_name,
            "created_at": analysis.created_at,
            "engine_version": analysis.engine_version,
            "overall_score": analysis.analysis_result.overall_score,
            "hiring_recommendation": analysis.analysis_result.hiring_recommendation,
            "feedback_count": view.feedback.len(),
            "job_description": analysis.job_description,
            "job_changed": view.job_changed,
            "analysis_result": result(analysis)?,
        }}))
    }

    pub(super) async fn analysis_deleted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let analysis_id: AnalysisId = path_id(ask)?;
        let deletion = self.delete_analysis(DeleteAnalysis { analysis_id }).await?;
        deleted("The analysis", &deletion)
    }
}
