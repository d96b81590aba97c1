package dev.linesweep.report.page;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The texts of an output folder; each JSON a missing node if there is no such file.
 *
 * @param job {@code job.yaml}
 */
public record FolderTexts(String job, JsonNode provenance, JsonNode status, JsonNode model) {}
