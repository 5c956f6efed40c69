using System.Buffers;

namespace Undercast.Storage;

/// <summary>Something that happened, told to its handler after the transaction that made it true.</summary>
/// <param name="Subject">What it happened to. Events of one subject are delivered in the order of their commits; subjects are independent.</param>
/// <param name="Type">The stored name of the kind of event; a handler answers to it.</param>
/// <param name="Id">Decided before the transaction body. The same event delivered twice has the same id.</param>
/// <param name="Payload">What the handler needs to know.</param>
public sealed record OutboxEvent(string Subject, string Type, string Id, ReadOnlyMemory<byte> Payload);

/// <summary>A kind of event with a typed payload.</summary>
/// <param name="name">The stored name, such as <c>s3.object-created</c>; never rename it.</param>
/// <param name="codec">How the payload is stored.</param>
public sealed class EventType<TPayload>(string name, IRecordCodec<TPayload> codec)
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>An event of this kind.</summary>
    public OutboxEvent Create(string subject, string id, TPayload payload) => new(subject, Name, id, RecordBuffer.Encode(codec, payload));

    /// <summary>The payload of an event of this kind.</summary>
    public TPayload Read(ReadOnlyMemory<byte> payload) => codec.Read(payload);
}

/// <summary>Hears of one kind of event, at least once for each.</summary>
public interface IEventHandler
{
    /// <summary>The stored name of the kind of event.</summary>
    string EventType { get; }

    /// <summary>Acts on the event. Returning means done; an exception means: again later, and nothing else of this subject before it.</summary>
    ValueTask HandleAsync(EventDelivery delivery, CancellationToken ct);
}

/// <summary>Makes handlers from functions.</summary>
public static class EventHandlers
{
    /// <summary>A handler with a typed payload.</summary>
    public static IEventHandler For<TPayload>(EventType<TPayload> type, Func<TPayload, EventDelivery, CancellationToken, ValueTask> handle) =>
        new Typed<TPayload>(type, handle);

    private sealed class Typed<TPayload>(EventType<TPayload> type, Func<TPayload, EventDelivery, CancellationToken, ValueTask> handle) : IEventHandler
    {
        public string EventType => type.Name;

        public ValueTask HandleAsync(EventDelivery delivery, CancellationToken ct) => handle(type.Read(delivery.Event.Payload), delivery, ct);
    }
}

/// <summary>One delivery of an event.</summary>
public sealed class EventDelivery
{
    private readonly JobRun _run;
    private readonly EventKey _key;

    internal EventDelivery(JobRun run, EventKey key, OutboxEvent @event)
    {
        _run = run;
        _key = key;
        Event = @event;
    }

    /// <summary>What happened.</summary>
    public OutboxEvent Event { get; }

    /// <summary>Marks the event as handled in the handler's own transaction: its effect then happens exactly once.</summary>
    /// <exception cref="JobLostException">Another node has taken the subject over; the transaction must not commit, so let this pass.</exception>
    public async ValueTask CompleteAsync(IWriteTransaction tx)
    {
        if (await _run.HeldAsync(tx) is null) throw new JobLostException(_run.Id);
        OutboxTables.Events.Delete(tx, _key);
    }
}

/// <summary>The key of an event: its place among those of its subject that are not delivered yet.</summary>
internal readonly record struct EventKey(string Subject, long Place) : ITupleKey<EventKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Subject);
        w.Int64(Place);
    }

    public static EventKey Read(ref TupleReader r) => new(r.String(), r.Int64());
}

internal sealed record EventRecord(string Type, string Id, ReadOnlyMemory<byte> Payload)
{
    public static IRecordCodec<EventRecord> Codec { get; } = new EventCodec();

    private sealed class EventCodec : IRecordCodec<EventRecord>
    {
        private const byte Version = 1;

        public void Write(EventRecord record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, Version);
            w.String(record.Type);
            w.String(record.Id);
            w.Bytes(record.Payload.Span);
        }

        public EventRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            if (r.Version != Version) throw new StoreCorruptException($"A stored event has version {r.Version}; this program reads {Version}.");
            return new EventRecord(r.String(), r.String(), r.Bytes());
        }
    }
}
