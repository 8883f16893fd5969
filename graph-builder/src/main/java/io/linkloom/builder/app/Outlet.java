package io.linkloom.builder.app;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.LinksProducer;
import io.linkloom.common.topic.OrderProducer;
import io.linkloom.common.topic.ShardOffsets;
import java.util.List;
import java.util.Map;

/**
 * Where link changes and orders go, see {@link LinksProducer} and {@link OrderProducer}. For one thread. After any exception it
 * is to be {@linkplain #abandon abandoned} and made anew.
 */
public interface Outlet extends AutoCloseable {
    /** Sends all of the link changes or none. */
    void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied);

    /** Sends orders of the site's partition; when this returns, they are safe. */
    void order(Map<Integer, List<FetchOrder>> byPartition);

    /** What there is to say of it when it has been made. */
    default String connected() {
        return "connected to send";
    }

    /** Ends without waiting for what is in flight. */
    void abandon();

    @Override
    void close();
}
