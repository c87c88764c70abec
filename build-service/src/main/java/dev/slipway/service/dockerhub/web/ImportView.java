package dev.slipway.service.dockerhub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.dockerhub.ImportReport;
import dev.slipway.service.dockerhub.ImportReport.Note;
import dev.slipway.service.dockerhub.ImportReport.Outcome;
import dev.slipway.service.dockerhub.ImportReport.RepositoryResult;
import dev.slipway.service.dockerhub.ImportReport.RuleResult;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.rule.web.RuleDocument;
import dev.slipway.service.web.PublicUrl;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An import's report as the API shows it. */
@Schema(name = "DockerHubImportReport")
record ImportView(boolean dryRun, List<RepositoryView> repositories, List<NoteView> notes) {

  @Schema(name = "ImportedRepository")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepositoryView(
      @Schema(description = "Where it stands in the request") String source,
      @Schema(description = "At Docker Hub") String image,
      @Schema(description = "made; planned: a dry run would have made it; refused") String result,
      @Schema(description = "Why it was refused") @Nullable String reason,
      @Nullable DraftView repository,
      @Nullable HookView hook,
      List<RuleView> rules,
      List<NoteView> notes) {}

  @Schema(name = "ImportedRepositorySettings")
  record DraftView(
      String name, String visibility, String provider, String cloneUrl, List<String> destinations) {

    static DraftView of(RepositoryDraft draft) {
      return new DraftView(
          draft.name().toString(),
          draft.visibility().name().toLowerCase(Locale.ROOT),
          draft.provider().wireName(),
          draft.cloneUrl().toString(),
          draft.destinations().stream().map(destination -> destination.image().name()).toList());
    }
  }

  /** The webhook to give to the Git host; its secret is shown this once. */
  @Schema(name = "ImportedHook")
  record HookView(String url, String secret) {

    @Override
    public String toString() {
      return "HookView[" + url + "]";
    }
  }

  @Schema(name = "ImportedRule")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RuleView(
      @Schema(description = "Where it stands in the request") String source,
      @Schema(description = "carried, changed or dropped") String outcome,
      @Nullable RuleDocument rule,
      @Schema(description = "What changed, or why it was dropped") List<String> why) {

    static RuleView of(RuleResult result) {
      return new RuleView(
          result.source(),
          word(result.outcome()),
          result.rule() == null ? null : RuleDocument.listOf(List.of(result.rule())).get(0),
          result.why());
    }
  }

  @Schema(name = "ImportNote")
  record NoteView(
      String source,
      @Schema(description = "carried, changed or dropped") String outcome,
      String why) {

    static NoteView of(Note note) {
      return new NoteView(note.source(), word(note.outcome()), note.why());
    }
  }

  static ImportView of(ImportReport report, PublicUrl publicUrl) {
    return new ImportView(
        report.dryRun(),
        report.repositories().stream().map(result -> repository(result, publicUrl)).toList(),
        report.notes().stream().map(NoteView::of).toList());
  }

  private static RepositoryView repository(RepositoryResult result, PublicUrl publicUrl) {
    RepositoryDraft draft = result.draft();
    return new RepositoryView(
        result.source(),
        result.image(),
        word(result),
        result.refusal(),
        draft == null ? null : DraftView.of(draft),
        draft == null ? null : hook(draft, result.made(), publicUrl),
        result.rules().stream().map(RuleView::of).toList(),
        result.notes().stream().map(NoteView::of).toList());
  }

  private static @Nullable HookView hook(
      RepositoryDraft draft, @Nullable Webhook made, PublicUrl publicUrl) {
    return made == null
        ? null
        : new HookView(publicUrl.resolve(Webhook.path(draft.provider(), made.id())), made.secret());
  }

  private static String word(RepositoryResult result) {
    if (result.refusal() != null) {
      return "refused";
    }
    return result.made() == null ? "planned" : "made";
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
