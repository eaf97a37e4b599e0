/* Detectors, streams and the JSON of time series. */
#include "check.h"

enum { kCount = 30 };

static void fill(ward_series_point* points) {
    size_t i;
    for (i = 0; i < kCount; ++i) {
        points[i].time_us = (int64_t)i * 60 * 1000000;
        points[i].value = 10 + (double)(i * 7 % 5);
    }
}

static void a_spike_is_an_anomaly(void) {
    ward_series_point points[kCount];
    ward_anomaly_options options = WARD_ANOMALY_OPTIONS_INIT;
    ward_anomaly_detector* detector = NULL;
    ward_anomaly_result* result = NULL;
    ward_anomaly_point point;
    fill(points);
    points[20].value = 90;
    options.period_plus_1 = 1;
    CHECK_OK(ward_anomaly_detector_create(&options, &detector, &error));
    CHECK_OK(ward_anomaly_entire(detector, points, kCount, &result, &error));
    CHECK(ward_anomaly_result_count(result) == kCount);
    CHECK(ward_anomaly_result_period(result) == 0);
    CHECK(ward_anomaly_result_model(result) == 40);
    CHECK(ward_anomaly_result_point(result, 20, &point) == 1);
    CHECK(point.direction == 1 && point.severity > 0 && point.expected < 20);
    CHECK(ward_anomaly_result_point(result, 3, NULL) == 0);
    CHECK(ward_anomaly_result_point(result, kCount, &point) == -1 && point.expected == 0);
    ward_anomaly_result_free(result);

    CHECK_OK(ward_anomaly_last(detector, points, kCount, &result, &error));
    CHECK(ward_anomaly_result_count(result) == 1);
    CHECK(ward_anomaly_result_suggested_window(result) == 1441);
    CHECK(ward_anomaly_result_point(result, 0, &point) == 0 && point.direction == 0);
    ward_anomaly_result_free(result);
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "series", result,
                  ward_anomaly_entire(detector, points, 11, &result, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "points", result,
                  ward_anomaly_entire(detector, points, 8641, &result, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "points", result,
                  ward_anomaly_last(detector, NULL, 12, &result, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "detector", result,
                  ward_anomaly_last(NULL, points, kCount, &result, &error));
    ward_anomaly_detector_free(detector);
}

static void options_are_checked(void) {
    ward_anomaly_options options = WARD_ANOMALY_OPTIONS_INIT;
    ward_anomaly_detector* detector = NULL;
    options.granularity = 9;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "options.granularity", detector,
                  ward_anomaly_detector_create(&options, &detector, &error));
    options.granularity = WARD_GRANULARITY_DAILY;
    options.sensitivity_plus_1 = 102;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "sensitivity", detector,
                  ward_anomaly_detector_create(&options, &detector, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "detector", 0, ward_anomaly_detector_create(NULL, NULL, &error));
}

static void a_stream_goes_on_where_it_was_saved(void) {
    ward_series_point points[kCount];
    ward_anomaly_stream *stream = NULL, *restored = NULL;
    ward_anomaly_state* state = NULL;
    ward_anomaly_result* result = NULL;
    size_t i;
    fill(points);
    CHECK_OK(ward_anomaly_stream_create(NULL, 20, &stream, &error));
    for (i = 0; i + 1 < kCount; ++i) {
        const ward_status status = ward_anomaly_stream_push(stream, &points[i], &result, NULL);
        CHECK(status == (i < 11 ? WARD_E_INVALID_ARGUMENT : WARD_OK));
        ward_anomaly_result_free(result);
    }
    CHECK_OK(ward_anomaly_stream_save(stream, &state, &error));
    CHECK_OK(ward_anomaly_stream_restore(ward_anomaly_state_data(state), ward_anomaly_state_size(state),
                                         &restored, &error));
    points[kCount - 1].value = 500;
    CHECK_OK(ward_anomaly_stream_push(restored, &points[kCount - 1], &result, &error));
    CHECK(ward_anomaly_result_point(result, 0, NULL) == 1);
    ward_anomaly_result_free(result);
    ward_anomaly_stream_free(restored);
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "state", restored,
                  ward_anomaly_stream_restore(ward_anomaly_state_data(state), 7, &restored, &error));
    ward_anomaly_state_free(state);
    ward_anomaly_stream_free(stream);
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "window", stream,
                  ward_anomaly_stream_create(NULL, 11, &stream, &error));
}

static void requests_get_flat_errors(void) {
    ward_json_response* response = NULL;
    CHECK_OK(ward_json_anomaly_detect(WARD_ANOMALY_ENTIRE, STR("{}"), &response, &error));
    CHECK(ward_json_response_status(response) == 400);
    CHECK(strcmp(ward_json_response_error_code(response), "RequiredSeries") == 0);
    CHECK(ward_json_response_model_id(response) == 0);
    CHECK(strncmp(ward_json_response_body(response), "{\"code\":\"RequiredSeries\",", 25) == 0);
    ward_json_response_free(response);
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "operation", response,
                  ward_json_anomaly_detect(3, STR("{}"), &response, &error));
}

static void null_is_harmless(void) {
    CHECK(ward_anomaly_result_count(NULL) == 0 && ward_anomaly_result_period(NULL) == -1);
    CHECK(ward_anomaly_result_model(NULL) == -1 && ward_anomaly_result_suggested_window(NULL) == -1);
    CHECK(ward_anomaly_result_point(NULL, 0, NULL) == -1);
    CHECK(ward_anomaly_state_data(NULL) == NULL && ward_anomaly_state_size(NULL) == 0);
    CHECK(strcmp(ward_json_response_error_code(NULL), "") == 0 && ward_json_response_model_id(NULL) == 0);
    ward_anomaly_detector_free(NULL);
    ward_anomaly_result_free(NULL);
    ward_anomaly_stream_free(NULL);
    ward_anomaly_state_free(NULL);
}

void test_anomaly(void) {
    a_spike_is_an_anomaly();
    options_are_checked();
    a_stream_goes_on_where_it_was_saved();
    requests_get_flat_errors();
    null_is_harmless();
}
