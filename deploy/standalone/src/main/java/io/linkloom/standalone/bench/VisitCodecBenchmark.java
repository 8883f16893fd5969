package io.linkloom.standalone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.wire.PageVisitCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Time for each visit of a page with 80 links; the yardstick is JSON, what one would use without a schema. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VisitCodecBenchmark {
    private final PageVisit visit = SamplePage.visit();
    private final PageVisitCodec codec = new PageVisitCodec();
    private final byte[] encoded = codec.encode(visit);
    private final ObjectMapper mapper = new ObjectMapper();

    /** Linkloom: visit to bytes. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(visit);
    }

    /** Linkloom: bytes to visit, every URL parsed anew. */
    @Benchmark
    public PageVisit decode() throws UnreadableRecordException {
        return codec.decode(encoded);
    }

    /** Yardstick: the same links as JSON bytes. */
    @Benchmark
    public byte[] encodeJson() throws JsonProcessingException {
        List<Map<String, Object>> links = new ArrayList<>();
        for (Link link : visit.links()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("target", link.target().text());
            fields.put("kind", link.kind().label());
            fields.put("rel", link.rel());
            fields.put("anchor", link.anchor());
            links.add(fields);
        }
        return mapper.writeValueAsBytes(Map.of("url", visit.url().text(), "links", links));
    }
}
