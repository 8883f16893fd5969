package io.linkloom.worker.app;

import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Acknowledgement;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.worker.crawl.VisitSink;

/** Visits to topic visits, as a worker sends them. */
public record KafkaVisits(VisitProducer producer) implements VisitSink {
    @Override
    public void send(PageVisit visit, Acknowledgement whenDone) {
        producer.send(visit, whenDone);
    }

    @Override
    public void flush() {
        producer.flush();
    }
}
