//! The addresses that scripts may call, as they are described.

use crate::desk;

use axum::http::StatusCode;
use desk::Desk;
use serde_json::Value;

#[tokio::test]
async fn what_scripts_may_call_is_described() {
    let (status, text) = Desk::empty().get("/api/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    let described: Value = serde_json::from_str(&text).expect("JSON");
    insta::assert_json_snapshot!(described);
}
