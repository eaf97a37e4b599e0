/* image:analyze through C, with a host that fetches pictures. tests/json has the rows of the contract. */
#include <pthread.h>
#include <stdlib.h>

#include "pictures.h"

static ward_image_analyzer* images;
static picture threat;

/* What a host does with a URL, and what it was asked. */
typedef struct host {
    size_t piece;       /* bytes given at a time */
    size_t pieces;      /* of the picture, again and again */
    ward_status status; /* returned at the end */
    int calls;
    char url[64];
    ward_status appended; /* the last answer of ward_blob_append() */
} host;

static ward_status fetch(const char* url, size_t url_size, ward_blob* blob, void* user) {
    host* self = user;
    size_t i;
    ++self->calls;
    CHECK(strlen(url) == url_size);
    snprintf(self->url, sizeof self->url, "%s", url);
    for (i = 0; i < self->pieces; ++i)
        self->appended =
            ward_blob_append(blob, threat.data + i * self->piece % threat.size, self->piece, NULL);
    return self->status;
}

static const char kBlobUrl[] = "{\"image\":{\"blobUrl\":\"https://example.org/a.jpg\"}}";

static void expect(const char* body, ward_fetch_callback fetcher, void* user, int32_t status,
                   const char* part) {
    ward_json_response* response = NULL;
    CHECK_OK(ward_json_image_analyze(images, STR(body), STR(WARD_JSON_API_VERSION), fetcher, user, &response,
                                     &error));
    CHECK(ward_json_response_status(response) == status);
    CHECK(strstr(ward_json_response_body(response), part) != NULL);
    if (ward_json_response_status(response) != status)
        fprintf(stderr, "    %s\n", ward_json_response_body(response));
    ward_json_response_free(response);
}

static void a_host_may_fetch(void) {
    host good = {0, 0, WARD_OK, 0, "", WARD_OK};
    good.piece = threat.size;
    good.pieces = 1;
    expect(kBlobUrl, fetch, &good, 200, "{\"categoriesAnalysis\":[{\"category\":\"Hate\",\"severity\":0}");
    CHECK(good.calls == 1 && good.appended == WARD_OK);
    CHECK(strcmp(good.url, "https://example.org/a.jpg") == 0);
    expect(kBlobUrl, NULL, NULL, 400, "image.blobUrl");
}

static void a_host_may_refuse(void) {
    host refusing = {0, 0, WARD_E_INVALID_FIELD, 0, "", WARD_OK};
    host busy = {0, 0, WARD_E_OVERLOADED, 0, "", WARD_OK};
    host nothing = {0, 0, WARD_OK, 0, "", WARD_OK};
    host odd = {0, 0, 4711, 0, "", WARD_OK};
    expect(kBlobUrl, fetch, &refusing, 400, "image.blobUrl");
    expect(kBlobUrl, fetch, &busy, 503, "ServerBusy");
    expect(kBlobUrl, fetch, &nothing, 400, "InvalidRequestBody");
    expect(kBlobUrl, fetch, &odd, 500, "InternalError");
    CHECK(refusing.calls == 1 && odd.calls == 1);
}

/* A host that does not look at what ward_blob_append() says cannot get half a picture judged. */
static void more_than_the_limit_is_refused(void) {
    host endless = {0, 0, WARD_OK, 0, "", WARD_OK};
    uint64_t limit = 0;
    CHECK_OK(ward_limit_get(WARD_LIMIT_IMAGE_BYTES, &limit, &error));
    endless.piece = 1024;
    endless.pieces = (size_t)limit / endless.piece + 1;
    expect(kBlobUrl, fetch, &endless, 400, "image.blobUrl");
    CHECK(endless.appended == WARD_E_IMAGE_FILE_TOO_LARGE);
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

static void callback_form(ward_status fetched, int32_t status) {
    host self = {0, 0, WARD_OK, 0, "", WARD_OK};
    waiting answer;
    self.piece = threat.size;
    self.pieces = 1;
    self.status = fetched;
    memset(&answer, 0, sizeof answer);
    pthread_mutex_init(&answer.mutex, NULL);
    pthread_cond_init(&answer.changed, NULL);
    CHECK_OK(ward_json_image_analyze_async(images, STR(kBlobUrl), STR(WARD_JSON_API_VERSION), fetch, &self,
                                           receive, &answer, &error));
    CHECK(self.calls == 1); /* fetched during the call */
    pthread_mutex_lock(&answer.mutex);
    while (answer.response == NULL) pthread_cond_wait(&answer.changed, &answer.mutex);
    pthread_mutex_unlock(&answer.mutex);
    CHECK(ward_json_response_status(answer.response) == status);
    ward_json_response_free(answer.response);
    pthread_cond_destroy(&answer.changed);
    pthread_mutex_destroy(&answer.mutex);
}

#define BAD(about, output, call) CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, about, output, call)

static void bad_arguments(void) {
    ward_json_response* out = (ward_json_response*)images;
    const char* version = WARD_JSON_API_VERSION;
    BAD("response", 0, ward_json_image_analyze(images, STR("{}"), STR(version), NULL, NULL, NULL, &error));
    BAD("analyzer", out, ward_json_image_analyze(NULL, STR("{}"), STR(version), NULL, NULL, &out, &error));
    out = (ward_json_response*)images;
    BAD("body", out, ward_json_image_analyze(images, NULL, 1, STR(version), NULL, NULL, &out, &error));
    BAD("api_version", out, ward_json_image_analyze(images, STR("{}"), NULL, 1, NULL, NULL, &out, &error));
    BAD("analyzer", 0,
        ward_json_image_analyze_async(NULL, STR("{}"), STR(version), NULL, NULL, receive, NULL, &error));
    BAD("body", 0,
        ward_json_image_analyze_async(images, NULL, 1, STR(version), NULL, NULL, receive, NULL, &error));
    BAD("api_version", 0,
        ward_json_image_analyze_async(images, STR("{}"), NULL, 1, NULL, NULL, receive, NULL, &error));
    BAD("done", 0,
        ward_json_image_analyze_async(images, STR("{}"), STR(version), NULL, NULL, NULL, NULL, &error));
    BAD("blob", 0, ward_blob_append(NULL, threat.data, 1, &error));
}

void test_image_json(void) {
    images = open_image_analyzer();
    threat = read_picture("text/sans.jpg");
    if (images != NULL && threat.size > 0) {
        expect("{\"image\":", NULL, NULL, 400, "\"InvalidRequestBody\"");
        expect("{\"image\":{\"content\":\"aGVsbG8=\"}}", NULL, NULL, 400, "\"InvalidRequestBody\"");
        a_host_may_fetch();
        a_host_may_refuse();
        more_than_the_limit_is_refused();
        callback_form(WARD_OK, 200);
        callback_form(WARD_E_INVALID_FIELD, 400);
        bad_arguments();
    }
    free(threat.data);
    ward_image_analyzer_free(images);
}
