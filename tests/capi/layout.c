/* Prints how the public structs lie in memory, for abi_test.py. A new field belongs here, too. */
#include <stddef.h>
#include <stdio.h>

#include <ward.h>

#define STRUCT(type) printf("%s size %zu\n", #type, sizeof(type))
#define FIELD(type, field) \
    printf("%s.%s offset %zu size %zu\n", #type, #field, offsetof(type, field), sizeof(((type*)0)->field))

static void series(void) {
    STRUCT(ward_anomaly_options);
    FIELD(ward_anomaly_options, struct_size);
    FIELD(ward_anomaly_options, granularity);
    FIELD(ward_anomaly_options, custom_interval);
    FIELD(ward_anomaly_options, period_plus_1);
    FIELD(ward_anomaly_options, sensitivity_plus_1);
    FIELD(ward_anomaly_options, max_anomaly_ratio);
    FIELD(ward_anomaly_options, alpha);
    FIELD(ward_anomaly_options, impute_value);
    FIELD(ward_anomaly_options, impute_mode);
    FIELD(ward_anomaly_options, first_boundary);
    FIELD(ward_anomaly_options, reserved);

    STRUCT(ward_series_point);
    FIELD(ward_series_point, time_us);
    FIELD(ward_series_point, value);

    STRUCT(ward_anomaly_point);
    FIELD(ward_anomaly_point, expected);
    FIELD(ward_anomaly_point, upper_margin);
    FIELD(ward_anomaly_point, lower_margin);
    FIELD(ward_anomaly_point, severity);
    FIELD(ward_anomaly_point, direction);
    FIELD(ward_anomaly_point, reserved);
}

static void common(void) {
    STRUCT(ward_registry_options);
    FIELD(ward_registry_options, struct_size);
    FIELD(ward_registry_options, device);
    FIELD(ward_registry_options, device_size);
    FIELD(ward_registry_options, precision);
    FIELD(ward_registry_options, workers);
    FIELD(ward_registry_options, queue_tokens);

    STRUCT(ward_analyzer_options);
    FIELD(ward_analyzer_options, struct_size);
    FIELD(ward_analyzer_options, severity_model);
    FIELD(ward_analyzer_options, severity_model_size);
    FIELD(ward_analyzer_options, severity_version);
    FIELD(ward_analyzer_options, severity_version_size);
    FIELD(ward_analyzer_options, attack_model);
    FIELD(ward_analyzer_options, attack_model_size);
    FIELD(ward_analyzer_options, attack_version);
    FIELD(ward_analyzer_options, attack_version_size);
    FIELD(ward_analyzer_options, blocklists);

    STRUCT(ward_text_options);
    FIELD(ward_text_options, struct_size);
    FIELD(ward_text_options, categories);
    FIELD(ward_text_options, category_count);
    FIELD(ward_text_options, scale);
    FIELD(ward_text_options, detect_attack);
    FIELD(ward_text_options, timeout_ms);
    FIELD(ward_text_options, reserved);
    FIELD(ward_text_options, blocklists);
    FIELD(ward_text_options, blocklist_count);
    FIELD(ward_text_options, halt_on_blocklist_hit);

    series();

    STRUCT(ward_string);
    FIELD(ward_string, data);
    FIELD(ward_string, size);

    STRUCT(ward_span);
    FIELD(ward_span, begin_bytes);
    FIELD(ward_span, end_bytes);
    FIELD(ward_span, begin_cp);
    FIELD(ward_span, end_cp);
}

static void blocklists(void) {
    STRUCT(ward_blocklist_store_options);
    FIELD(ward_blocklist_store_options, struct_size);
    FIELD(ward_blocklist_store_options, max_lists);
    FIELD(ward_blocklist_store_options, max_items);

    STRUCT(ward_blocklist_change);
    FIELD(ward_blocklist_change, struct_size);
    FIELD(ward_blocklist_change, description);
    FIELD(ward_blocklist_change, description_size);
    FIELD(ward_blocklist_change, remove_description);
    FIELD(ward_blocklist_change, whole_words);
    FIELD(ward_blocklist_change, loose);
    FIELD(ward_blocklist_change, reserved);

    STRUCT(ward_blocklist_draft);
    FIELD(ward_blocklist_draft, text);
    FIELD(ward_blocklist_draft, description);
    FIELD(ward_blocklist_draft, is_regex);
    FIELD(ward_blocklist_draft, reserved);

    STRUCT(ward_json_blocklist_request);
    FIELD(ward_json_blocklist_request, struct_size);
    FIELD(ward_json_blocklist_request, method);
    FIELD(ward_json_blocklist_request, name);
    FIELD(ward_json_blocklist_request, action);
    FIELD(ward_json_blocklist_request, id);
    FIELD(ward_json_blocklist_request, api_version);
    FIELD(ward_json_blocklist_request, top);
    FIELD(ward_json_blocklist_request, skip);
    FIELD(ward_json_blocklist_request, maxpagesize);
    FIELD(ward_json_blocklist_request, base_url);
    FIELD(ward_json_blocklist_request, body);
}

static void images(void) {
    STRUCT(ward_bytes);
    FIELD(ward_bytes, data);
    FIELD(ward_bytes, size);

    STRUCT(ward_model_name);
    FIELD(ward_model_name, name);
    FIELD(ward_model_name, version);

    STRUCT(ward_image_analyzer_options);
    FIELD(ward_image_analyzer_options, struct_size);
    FIELD(ward_image_analyzer_options, visual_models);
    FIELD(ward_image_analyzer_options, visual_model_count);
    FIELD(ward_image_analyzer_options, text_detector);
    FIELD(ward_image_analyzer_options, text_recognizer);
    FIELD(ward_image_analyzer_options, text);

    STRUCT(ward_image_options);
    FIELD(ward_image_options, struct_size);
    FIELD(ward_image_options, categories);
    FIELD(ward_image_options, category_count);
    FIELD(ward_image_options, skip_text);
    FIELD(ward_image_options, timeout_ms);

    STRUCT(ward_point);
    FIELD(ward_point, x);
    FIELD(ward_point, y);

    STRUCT(ward_quad);
    FIELD(ward_quad, corners);
}

int main(void) {
    common();
    blocklists();
    images();
    STRUCT(ward_status);
    return 0;
}
