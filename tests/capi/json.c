/* The wire contract through C: bytes in, status and bytes out. tests/json has its rows. */
#include <pthread.h>
#include <stdlib.h>

#include "check.h"

static void expect(const char* body, size_t size, const char* version, int32_t status, const char* part) {
    ward_json_response* response = NULL;
    const size_t version_size = version == NULL ? 0 : strlen(version);
    CHECK_OK(ward_json_text_analyze(analyzer, body, size, version, version_size, &response, &error));
    CHECK(ward_json_response_status(response) == status);
    CHECK(strstr(ward_json_response_body(response), part) != NULL);
    CHECK(strlen(ward_json_response_body(response)) == ward_json_response_body_size(response));
    ward_json_response_free(response);
}

typedef struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    ward_json_response* response;
} waiting;

static void receive(ward_status status, ward_json_response* response, ward_error* error, void* user) {
    waiting* to = user;
    CHECK(status == WARD_OK && error == NULL && response != NULL);
    pthread_mutex_lock(&to->mutex);
    to->response = response;
    pthread_cond_signal(&to->changed);
    pthread_mutex_unlock(&to->mutex);
}

static void callback_form(const char* body, int32_t status) {
    waiting answer;
    memset(&answer, 0, sizeof answer);
    pthread_mutex_init(&answer.mutex, NULL);
    pthread_cond_init(&answer.changed, NULL);
    CHECK_OK(ward_json_text_analyze_async(analyzer, STR(body), STR(WARD_JSON_API_VERSION), receive, &answer,
                                          &error));
    pthread_mutex_lock(&answer.mutex);
    while (answer.response == NULL) pthread_cond_wait(&answer.changed, &answer.mutex);
    pthread_mutex_unlock(&answer.mutex);
    CHECK(ward_json_response_status(answer.response) == status);
    ward_json_response_free(answer.response);
    pthread_cond_destroy(&answer.changed);
    pthread_mutex_destroy(&answer.mutex);
}

void test_json(void) {
    static const char kSmall[] = "{\"text\":\"a\"}";
    const char* version = WARD_JSON_API_VERSION;
    const size_t large = ((size_t)1 << 20) + 1;
    char* body = malloc(large);
    expect(STR("{\"text\":\"I will kill you\"}"), version, 200, "{\"category\":\"Violence\",\"severity\":");
    expect(STR("{\"text\":\"Lovely weather\"}"), "2023-10-01", 200,
           "{\"blocklistsMatch\":[],\"categoriesAnalysis\":[{\"category\":\"Hate\",\"severity\":0},"
           "{\"category\":\"SelfHarm\",\"severity\":0},{\"category\":\"Sexual\",\"severity\":0},"
           "{\"category\":\"Violence\",\"severity\":0}]}");
    expect(STR("{\"text\":\"a\",\"blocklistNames\":[\"b\"]}"), version, 404, "\"ResourceNotFound\"");
    expect(STR("{\"text\":"), version, 400, "\"InvalidRequestBody\"");
    expect(NULL, 0, version, 400, "\"InvalidRequestBody\"");
    expect(STR("{\"text\":\"a\"}"), NULL, 400, "\"MissingApiVersionParameter\"");
    expect(STR("{\"text\":\"a\"}"), "1999-01-01", 400, "\"UnsupportedApiVersionValue\"");
    callback_form("{\"text\":\"Lovely weather\"}", 200);
    callback_form("{\"text\":5}", 400);

    CHECK(body != NULL);
    if (body == NULL) return;
    memset(body, ' ', large);
    memcpy(body, kSmall, sizeof kSmall - 1);
    expect(body, large - 1, version, 200, "\"categoriesAnalysis\"");
    expect(body, large, version, 413, "\"InvalidRequestBody\"");
    free(body);
}
