/* Accessors and _free functions with NULL and with indexes out of range. */
#include "check.h"

static void null_lists(void) {
    CHECK(ward_model_list_count(NULL) == 0);
    CHECK(strcmp(ward_model_list_name(NULL, 0), "") == 0);
    CHECK(strcmp(ward_model_list_version(NULL, 0), "") == 0);
    CHECK(strcmp(ward_model_list_summary(NULL, 0), "") == 0);
    CHECK(strcmp(ward_model_list_licence(NULL, 0), "") == 0);
    CHECK(strcmp(ward_model_list_file(NULL, 0), "") == 0);
    CHECK(strcmp(ward_model_list_device(NULL, 0), "") == 0);
    CHECK(ward_model_list_file_bytes(NULL, 0) == 0);
    CHECK(ward_model_list_memory_bytes(NULL, 0) == 0);
    CHECK(ward_model_list_loaded(NULL, 0) == 0);
    CHECK(ward_model_list_precision(NULL, 0) == -1);
    CHECK(ward_model_list_alias(NULL, 0, 0) == NULL);
    CHECK(ward_model_list_trunk(NULL, 0, 0) == NULL);
    CHECK(ward_model_list_output(NULL, 0, 0) == NULL);
    CHECK(ward_error_list_count(NULL) == 0);
    CHECK(ward_error_list_get(NULL, 0) == NULL);
    CHECK(strcmp(ward_registry_device(NULL), "") == 0);
}

static void null_results(void) {
    ward_span span = {1, 2, 3, 4};
    CHECK(ward_text_result_count(NULL) == 0);
    CHECK(ward_text_result_category(NULL, 0) == -1);
    CHECK(ward_text_result_severity(NULL, 0) == -1);
    CHECK(ward_text_result_at_least(NULL, 0, 1) < 0);
    CHECK(ward_text_result_evidence(NULL, 0, &span) == 0);
    CHECK(span.begin_bytes == 0 && span.end_bytes == 0 && span.begin_cp == 0 && span.end_cp == 0);
    CHECK(ward_text_result_evidence(NULL, 0, NULL) == 0);
    CHECK(ward_text_result_attack(NULL) == -1);
    CHECK(ward_text_result_attack_score(NULL) < 0);
    CHECK(ward_text_result_attack_evidence(NULL, &span) == 0);
    CHECK(ward_text_batch_count(NULL) == 0);
    CHECK(ward_text_batch_status(NULL, 0) == WARD_E_INVALID_ARGUMENT);
    CHECK(ward_text_batch_result(NULL, 0) == NULL);
    CHECK(ward_text_batch_error(NULL, 0) == NULL);
    CHECK(ward_json_response_status(NULL) == 0);
    CHECK(strcmp(ward_json_response_body(NULL), "") == 0);
    CHECK(ward_json_response_body_size(NULL) == 0);
}

static void null_images(void) {
    ward_quad quad = {{{1, 2}, {3, 4}, {5, 6}, {7, 8}}};
    CHECK(ward_image_result_count(NULL) == 0);
    CHECK(ward_image_result_category(NULL, 0) == -1);
    CHECK(ward_image_result_severity(NULL, 0) == -1);
    CHECK(ward_image_result_evidence(NULL, 0) == -1);
    CHECK(ward_image_result_at_least(NULL, 0, 1) < 0);
    CHECK(ward_image_result_region(NULL, 0, NULL) == 0);
    CHECK(ward_image_result_region(NULL, 0, &quad) == 0);
    CHECK(quad.corners[0].x == 0 && quad.corners[3].y == 0);
    CHECK(ward_image_result_width(NULL) == 0);
    CHECK(ward_image_result_height(NULL) == 0);
    CHECK(ward_image_result_format(NULL) == -1);
    CHECK(ward_image_result_line_count(NULL) == 0);
    CHECK(strcmp(ward_image_result_line_text(NULL, 0), "") == 0);
    CHECK(ward_image_result_line_text_size(NULL, 0) == 0);
    CHECK(ward_image_result_line_confidence(NULL, 0) < 0);
    CHECK(ward_image_result_line_quad(NULL, 0, NULL) == 0);
    CHECK(ward_image_batch_count(NULL) == 0);
    CHECK(ward_image_batch_status(NULL, 0) == WARD_E_INVALID_ARGUMENT);
    CHECK(ward_image_batch_result(NULL, 0) == NULL);
    CHECK(ward_image_batch_error(NULL, 0) == NULL);
}

static void out_of_range(void) {
    ward_text_result* result = NULL;
    ward_model_list* models = NULL;
    size_t count;
    CHECK_OK(ward_text_analyze(analyzer, STR("Lovely weather"), NULL, &result, &error));
    count = ward_text_result_count(result);
    CHECK(count == 4);
    CHECK(ward_text_result_category(result, count) == -1);
    CHECK(ward_text_result_severity(result, (size_t)-1) == -1);
    CHECK(ward_text_result_at_least(result, 0, 0) < 0);
    CHECK(ward_text_result_at_least(result, 0, 8) < 0);
    CHECK(ward_text_result_at_least(result, 0, INT32_MIN) < 0);
    CHECK(ward_text_result_at_least(result, count, 1) < 0);
    CHECK(ward_text_result_evidence(result, count, NULL) == 0);
    CHECK(ward_text_result_attack(result) == -1);
    CHECK(ward_text_result_attack_score(result) < 0);
    CHECK(ward_text_result_attack_evidence(result, NULL) == 0);
    ward_text_result_free(result);

    CHECK_OK(ward_registry_list(registry, &models, &error));
    count = ward_model_list_count(models);
    CHECK(count > 0);
    CHECK(strcmp(ward_model_list_name(models, count), "") == 0);
    CHECK(ward_model_list_output(models, 0, (size_t)-1) == NULL);
    ward_model_list_free(models);
}

void test_accessors(void) {
    CHECK(ward_error_status(NULL) == WARD_OK);
    CHECK(strcmp(ward_error_message(NULL), "") == 0);
    CHECK(strcmp(ward_error_target(NULL), "") == 0);
    CHECK(strcmp(ward_status_name(WARD_E_TEXT_TOO_LONG), "text_too_long") == 0);
    CHECK(strcmp(ward_status_name(WARD_OK), "ok") == 0);
    CHECK(strcmp(ward_status_name(12345), "") == 0);
    CHECK(strcmp(ward_category_name(WARD_CATEGORY_SELF_HARM), "SelfHarm") == 0);
    CHECK(strcmp(ward_category_name(4), "") == 0);
    CHECK(strcmp(ward_category_name(-1), "") == 0);
    CHECK(strcmp(ward_version(), WARD_VERSION_STRING) == 0);
    null_lists();
    null_results();
    null_images();
    out_of_range();

    ward_error_free(NULL);
    ward_library_free(NULL);
    ward_registry_free(NULL);
    ward_model_list_free(NULL);
    ward_error_list_free(NULL);
    ward_analyzer_free(NULL);
    ward_text_result_free(NULL);
    ward_text_batch_free(NULL);
    ward_image_analyzer_free(NULL);
    ward_image_result_free(NULL);
    ward_image_batch_free(NULL);
    ward_json_response_free(NULL);
}
