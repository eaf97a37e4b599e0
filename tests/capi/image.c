/* Judging pictures in all three forms, and every bad argument of it. */
#include <pthread.h>
#include <stdlib.h>

#include "pictures.h"

#define BAD(about, output, call) CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, about, output, call)

static ward_image_analyzer* images;
static picture threat, plain;

static void never(ward_status status, ward_image_result* result, ward_error* error, void* user) {
    (void)status, (void)user;
    CHECK(!"a refused call does not call back");
    ward_image_result_free(result);
    ward_error_free(error);
}

static void a_written_threat_is_judged(void) {
    static const int32_t kAsked[2] = {WARD_CATEGORY_VIOLENCE, WARD_CATEGORY_HATE};
    ward_image_options options = WARD_IMAGE_OPTIONS_INIT;
    ward_image_result* result = NULL;
    ward_quad region, quad;
    const char* text;
    options.categories = kAsked;
    options.category_count = 2;
    options.timeout_ms = 60000;
    CHECK_OK(ward_image_analyze(images, threat.data, threat.size, &options, &result, &error));
    CHECK(ward_image_result_width(result) == 640 && ward_image_result_height(result) == 480);
    CHECK(ward_image_result_format(result) == WARD_IMAGE_FORMAT_JPEG);
    CHECK(ward_image_result_count(result) == 2);
    CHECK(ward_image_result_category(result, 0) == WARD_CATEGORY_VIOLENCE);
    CHECK(ward_image_result_category(result, 1) == WARD_CATEGORY_HATE);
    CHECK(ward_image_result_severity(result, 0) >= 4);
    CHECK(ward_image_result_evidence(result, 0) == WARD_EVIDENCE_TEXT);
    CHECK(ward_image_result_at_least(result, 0, 1) > 0);
    CHECK(ward_image_result_at_least(result, 0, 0) < 0 && ward_image_result_at_least(result, 0, 8) < 0);

    CHECK(ward_image_result_line_count(result) == 1);
    text = ward_image_result_line_text(result, 0);
    CHECK(strcmp(text, "I will kill you tonight") == 0);
    CHECK(ward_image_result_line_text_size(result, 0) == strlen(text));
    CHECK(ward_image_result_line_confidence(result, 0) >= 0.5F);
    CHECK(ward_image_result_line_confidence(result, 0) <= 1);
    CHECK(ward_image_result_line_quad(result, 0, &quad) == 1);
    CHECK(ward_image_result_line_quad(result, 0, NULL) == 1);
    CHECK(ward_image_result_region(result, 0, &region) == 1);
    CHECK(quad.corners[0].x >= 0 && quad.corners[0].x < quad.corners[1].x && quad.corners[1].x <= 640);
    CHECK(quad.corners[0].y < quad.corners[3].y && quad.corners[3].y <= 480);
    CHECK(memcmp(&region, &quad, sizeof quad) == 0);

    CHECK(ward_image_result_category(result, 2) == -1 && ward_image_result_severity(result, 2) == -1);
    CHECK(ward_image_result_evidence(result, (size_t)-1) == -1);
    CHECK(ward_image_result_region(result, 2, &region) == 0 && region.corners[0].x == 0);
    CHECK(strcmp(ward_image_result_line_text(result, 1), "") == 0);
    CHECK(ward_image_result_line_text_size(result, 1) == 0);
    CHECK(ward_image_result_line_confidence(result, 1) < 0);
    CHECK(ward_image_result_line_quad(result, 1, &quad) == 0 && quad.corners[1].x == 0);
    ward_image_result_free(result);
}

static void text_may_be_skipped(void) {
    ward_image_options options = WARD_IMAGE_OPTIONS_INIT;
    ward_image_result* result = NULL;
    size_t i;
    options.skip_text = 1;
    CHECK_OK(ward_image_analyze(images, threat.data, threat.size, &options, &result, &error));
    CHECK(ward_image_result_count(result) == 4 && ward_image_result_line_count(result) == 0);
    for (i = 0; i < 4; ++i) {
        CHECK(ward_image_result_severity(result, i) == 0);
        CHECK(ward_image_result_evidence(result, i) == WARD_EVIDENCE_VISUAL);
        CHECK(ward_image_result_region(result, i, NULL) == 0);
    }
    ward_image_result_free(result);
}

static void bad_pictures_are_refused(void) {
    ward_image_result* result = (ward_image_result*)images;
    CHECK_REFUSED(WARD_E_IMAGE_UNREADABLE, "image", result,
                  ward_image_analyze(images, (const uint8_t*)"no picture", 10, NULL, &result, &error));
    CHECK_REFUSED(WARD_E_IMAGE_UNREADABLE, "image", result,
                  ward_image_analyze(images, NULL, 0, NULL, &result, &error));
    CHECK_REFUSED(WARD_E_IMAGE_UNREADABLE, "image", result,
                  ward_image_analyze(images, threat.data, 500, NULL, &result, &error));
}

static void a_batch_answers_in_order(void) {
    ward_bytes pictures[3];
    ward_image_batch* batch = NULL;
    pictures[0].data = threat.data, pictures[0].size = threat.size;
    pictures[1].data = threat.data, pictures[1].size = 500;
    pictures[2].data = plain.data, pictures[2].size = plain.size;
    CHECK_OK(ward_image_analyze_batch(images, pictures, 3, NULL, &batch, &error));
    CHECK(ward_image_batch_count(batch) == 3);
    CHECK(ward_image_batch_status(batch, 0) == WARD_OK && ward_image_batch_error(batch, 0) == NULL);
    CHECK(ward_image_result_severity(ward_image_batch_result(batch, 0), WARD_CATEGORY_VIOLENCE) >= 4);
    CHECK(ward_image_batch_status(batch, 1) == WARD_E_IMAGE_UNREADABLE);
    CHECK(ward_image_batch_result(batch, 1) == NULL);
    CHECK(strcmp(ward_error_target(ward_image_batch_error(batch, 1)), "image") == 0);
    CHECK(ward_image_result_severity(ward_image_batch_result(batch, 2), WARD_CATEGORY_VIOLENCE) == 0);
    CHECK(ward_image_batch_status(batch, 3) == WARD_E_INVALID_ARGUMENT);
    ward_image_batch_free(batch);

    CHECK_OK(ward_image_analyze_batch(images, NULL, 0, NULL, &batch, &error));
    CHECK(ward_image_batch_count(batch) == 0);
    ward_image_batch_free(batch);
}

static void the_default_models_see_no_harm_in_hills(void) {
    ward_image_analyzer* all = NULL;
    ward_image_result* result = NULL;
    size_t i;
    CHECK_OK(ward_image_analyzer_create(registry, NULL, &all, &error));
    CHECK_OK(ward_image_analyze(all, plain.data, plain.size, NULL, &result, &error));
    CHECK(ward_image_result_count(result) == 4);
    for (i = 0; i < 4; ++i) CHECK(ward_image_result_severity(result, i) == 0);
    CHECK(ward_image_result_at_least(result, 0, 1) > 0); /* a model informed it */
    ward_image_result_free(result);
    ward_image_analyzer_free(all);
}

typedef struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int arrived;
    ward_status status;
    ward_image_result* result;
    ward_error* error;
} waiting;

static void receive(ward_status status, ward_image_result* result, ward_error* error, void* user) {
    waiting* to = user;
    pthread_mutex_lock(&to->mutex);
    to->arrived = 1;
    to->status = status;
    to->result = result;
    to->error = error;
    pthread_cond_signal(&to->changed);
    pthread_mutex_unlock(&to->mutex);
}

/* The picture's memory goes as soon as the call returned. */
static void callback_form(size_t size, ward_status expected) {
    waiting answer;
    uint8_t* copy = malloc(size);
    CHECK(copy != NULL);
    if (copy == NULL) return;
    memcpy(copy, threat.data, size);
    memset(&answer, 0, sizeof answer);
    pthread_mutex_init(&answer.mutex, NULL);
    pthread_cond_init(&answer.changed, NULL);
    CHECK_OK(ward_image_analyze_async(images, copy, size, NULL, receive, &answer, &error));
    free(copy);
    pthread_mutex_lock(&answer.mutex);
    while (!answer.arrived) pthread_cond_wait(&answer.changed, &answer.mutex);
    pthread_mutex_unlock(&answer.mutex);
    CHECK(answer.status == expected && ward_error_status(answer.error) == expected);
    CHECK((answer.result != NULL) == (expected == WARD_OK));
    CHECK(ward_image_result_count(answer.result) == (expected == WARD_OK ? 4 : 0));
    ward_image_result_free(answer.result);
    ward_error_free(answer.error);
    pthread_cond_destroy(&answer.changed);
    pthread_mutex_destroy(&answer.mutex);
}

static void create_arguments(void) {
    static const ward_model_name kNameless[1] = {{{"", 0}, {"1", 1}}};
    ward_image_analyzer* out = images;
    ward_image_analyzer_options options = WARD_IMAGE_ANALYZER_OPTIONS_INIT;
    ward_analyzer_options text = WARD_ANALYZER_OPTIONS_INIT;
    BAD("analyzer", 0, ward_image_analyzer_create(registry, NULL, NULL, &error));
    BAD("registry", out, ward_image_analyzer_create(NULL, NULL, &out, &error));
    options.struct_size = 95;
    BAD("options", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.struct_size = sizeof options;
    options.visual_model_count = 1;
    BAD("options.visual_models", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.visual_models = kNameless;
    BAD("options.visual_models", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.visual_model_count = 65;
    BAD("options.visual_models", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.visual_model_count = 0;
    options.text_detector.name.size = 1;
    BAD("options.text_detector.name", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.text_detector.name.size = 0;
    options.text_recognizer.version.data = "1";
    options.text_recognizer.version.size = SIZE_MAX;
    BAD("options.text_recognizer.version", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.text_recognizer.version.size = 0;
    options.text = &text;
    text.severity_model_size = 1;
    BAD("options.text.severity_model", out, ward_image_analyzer_create(registry, &options, &out, &error));
    text.struct_size = 8;
    BAD("options.text", out, ward_image_analyzer_create(registry, &options, &out, &error));
    options.text = NULL;
    options.text_detector.name.data = "no-such-model";
    options.text_detector.name.size = strlen("no-such-model");
    CHECK(ward_image_analyzer_create(registry, &options, &out, NULL) == WARD_E_MODEL_NOT_FOUND);
}

static void analyze_arguments(void) {
    static const int32_t kUnknown[1] = {4};
    const uint8_t byte = 0;
    ward_image_result* out = (ward_image_result*)images;
    ward_image_options options = WARD_IMAGE_OPTIONS_INIT;
    BAD("result", 0, ward_image_analyze(images, &byte, 1, NULL, NULL, &error));
    BAD("analyzer", out, ward_image_analyze(NULL, &byte, 1, NULL, &out, &error));
    out = (ward_image_result*)images;
    BAD("image", out, ward_image_analyze(images, NULL, 1, NULL, &out, &error));
    BAD("image", out, ward_image_analyze(images, &byte, SIZE_MAX, NULL, &out, &error));
    options.skip_text = 2;
    BAD("options.skip_text", out, ward_image_analyze(images, &byte, 1, &options, &out, &error));
    options.skip_text = 0;
    options.category_count = 1;
    BAD("options.categories", out, ward_image_analyze(images, &byte, 1, &options, &out, &error));
    options.categories = kUnknown;
    BAD("options.categories", out, ward_image_analyze(images, &byte, 1, &options, &out, &error));
    options.struct_size = 31;
    BAD("options", out, ward_image_analyze(images, &byte, 1, &options, &out, &error));

    BAD("analyzer", 0, ward_image_analyze_async(NULL, &byte, 1, NULL, never, NULL, &error));
    BAD("done", 0, ward_image_analyze_async(images, &byte, 1, NULL, NULL, NULL, &error));
    BAD("image", 0, ward_image_analyze_async(images, NULL, 1, NULL, never, NULL, &error));
    BAD("options", 0, ward_image_analyze_async(images, &byte, 1, &options, never, NULL, &error));
}

static void batch_arguments(void) {
    const uint8_t byte = 0;
    ward_image_batch* out = (ward_image_batch*)images;
    ward_bytes pictures[2];
    pictures[0].data = &byte, pictures[0].size = 1;
    pictures[1].data = NULL, pictures[1].size = 1;
    BAD("batch", 0, ward_image_analyze_batch(images, pictures, 1, NULL, NULL, &error));
    BAD("analyzer", out, ward_image_analyze_batch(NULL, pictures, 1, NULL, &out, &error));
    out = (ward_image_batch*)images;
    BAD("images", out, ward_image_analyze_batch(images, NULL, 1, NULL, &out, &error));
    BAD("images", out, ward_image_analyze_batch(images, pictures, 2, NULL, &out, &error));
    BAD("images", out, ward_image_analyze_batch(images, pictures, SIZE_MAX, NULL, &out, &error));
}

void test_image(void) {
    images = open_image_analyzer();
    threat = read_picture("text/sans.jpg");
    plain = read_picture("text/plain.jpg");
    if (images != NULL && threat.size > 500 && plain.size > 0) {
        a_written_threat_is_judged();
        text_may_be_skipped();
        the_default_models_see_no_harm_in_hills();
        bad_pictures_are_refused();
        a_batch_answers_in_order();
        callback_form(threat.size, WARD_OK);
        callback_form(500, WARD_E_IMAGE_UNREADABLE);
        create_arguments();
        analyze_arguments();
        batch_arguments();
    }
    free(threat.data);
    free(plain.data);
    ward_image_analyzer_free(images);
}
