package io.linkloom.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v1/control} takes.
 *
 * @param action pause, resume, block, unblock, delay, seed, recrawl, drop or restore
 * @param scope what the targets are: host or site to block, unblock and delay; url, prefix, host or site for the acts; absent for
 *     host, url to recrawl, prefix to drop and restore
 * @param targets hosts, sites or URLs; absent to pause and resume
 * @param delay such as 2s or 500ms, or none to take it back; of action delay only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlRequestJson(
        @Nullable String action,
        @Nullable String scope,
        @Nullable List<String> targets,
        @Nullable String delay) {}
