package dev.slipway.service.dockerhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.dockerhub.Autobuild.Setting;
import dev.slipway.service.dockerhub.Autobuild.Source;
import dev.slipway.service.web.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aSourceFindsItsRulesBesideIt() throws IOException {
    Autobuild web = example().get(0);

    assertEquals("acmehub/web", web.image());
    assertEquals("sources[0].objects[0]", web.at());
    assertEquals(List.of("sources[1]", "sources[2]"), places(web));
    assertEquals(List.of(), web.missing());
    assertEquals("{sourceref},{\\1}", web.settings().get(1).tag());
    assertEquals(false, web.settings().get(1).cache());
    assertEquals("SOURCE_ONLY", web.extras().autotests());
    assertEquals("slim", web.extras().variables().get("APP_FLAVOR"));
  }

  @Test
  void rulesMayStandInTheirSource() throws IOException {
    Autobuild tools = example().get(1);

    assertEquals(
        List.of("sources[3].build_settings[0]", "sources[3].build_settings[1]"), places(tools));
    assertEquals(true, tools.isPublic());
    assertEquals(false, tools.settings().get(1).autobuild());
  }

  @Test
  void theFormBefore2019IsReadAsWell() throws IOException {
    Autobuild legacy = example().get(2);

    assertEquals("acmehub/legacy", legacy.image());
    assertEquals(
        new Source("github", "acme-inc", "legacy", "git://github.com/acme-inc/legacy.git"),
        legacy.source());
    assertEquals("latest", legacy.settings().get(0).tag());
    assertEquals("master", legacy.settings().get(0).name());
    assertEquals("/docker/jre8", legacy.settings().get(1).location().dockerfile());
  }

  @Test
  void aRuleThatIsOnlyNamedIsReportedAsMissing() throws JsonProcessingException {
    Autobuild autobuild =
        read("{\"image\":\"a/b\",\"build_settings\":[\"/api/build/v1/setting/1/\"]}").get(0);

    assertEquals(List.of("/api/build/v1/setting/1/"), autobuild.missing());
    assertEquals(List.of(), autobuild.settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | sources",
        "{\"objects\":[]} | sources",
        "{} | sources",
        "[{\"image\":\"a/b\"}] | sources[0]",
        "[1] | sources[0]",
        "[null] | sources[0]",
        "[{\"image\":\"b\",\"build_settings\":[]}] | sources[0].image",
        "[{\"image\":{},\"build_settings\":[]}] | sources[0].image",
        "[{\"image\":\"a/b\",\"build_settings\":[7]}] | sources[0].build_settings[0]",
        "[{\"image\":\"a/b\",\"build_settings\":[{\"tag\":[]}]}] |"
            + " sources[0].build_settings[0].tag",
        "[{\"image\":\"a/b\",\"build_settings\":[{\"autobuild\":\"yes\"}]}] |"
            + " sources[0].build_settings[0].autobuild",
        "[{\"image\":\"a/b\",\"build_settings\":[],\"repo_links\":1}] | sources[0].repo_links",
        "[{\"image\":\"a/b\",\"build_settings\":[],\"is_private\":\"no\"}] | sources[0].is_private",
        "[{\"image\":\"a/b\",\"build_settings\":[],\"envvars\":[{}]}] | sources[0].envvars[0].key",
        "[{\"image\":\"a/b\",\"build_tags\":[true]}] | sources[0].build_tags[0]"
      })
  void whatCantBeUnderstoodIsNamed(String json, String field) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> read(json.strip()));

    assertEquals(field, refused.field());
  }

  private static List<Autobuild> example() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            ReadExportTest.class.getResourceAsStream("/docker-hub/acmehub.json"))) {
      return ReadExport.read("sources", JSON.readTree(file));
    }
  }

  private static List<Autobuild> read(String text) throws JsonProcessingException {
    JsonNode json = JSON.readTree(text);
    return ReadExport.read("sources", json);
  }

  private static List<String> places(Autobuild autobuild) {
    return autobuild.settings().stream().map(Setting::at).toList();
  }
}
