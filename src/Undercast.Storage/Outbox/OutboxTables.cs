namespace Undercast.Storage;

/// <summary>The rows of the outbox: events under their subject and place, and one job for each subject that has any.</summary>
internal static class OutboxTables
{
    public const string JobType = "undercast.outbox";
    public const string JobPrefix = "undercast.outbox/";

    public static readonly Table<EventKey, EventRecord> Events = new("undercast.outbox", EventRecord.Codec);

    public static string JobId(string subject) => JobPrefix + subject;
}

/// <summary>The verbs that a transaction body uses on the outbox.</summary>
public static class OutboxTransactions
{
    /// <summary>Delivers <paramref name="event"/> to the handler of its type, at least once, once this transaction has committed.</summary>
    public static async ValueTask PublishAsync(this IWriteTransaction tx, OutboxEvent @event)
    {
        var subject = @event.Subject;
        long place = 1;
        var id = OutboxTables.JobId(subject);
        // A subject has a job exactly as long as it has events, so without a job the first place is free. The reads make two publishers of one subject
        // conflict: their order is
        // then that of their commits.
        if (await tx.FindJobAsync(id) is null)
            tx.ScheduleAny(new Job(OutboxTables.JobType, id, ReadOnlyMemory<byte>.Empty), DateTimeOffset.UnixEpoch);
        else if (await OutboxTables.Events.FirstAsync(tx, OutboxTables.Events.Prefix(subject), reverse: true) is { } last)
            place = last.Key.Place + 1;
        OutboxTables.Events.Put(tx, new EventKey(subject, place), new EventRecord(@event.Type, @event.Id, @event.Payload));
    }

    /// <summary>How many events of <paramref name="subject"/> wait for delivery.</summary>
    public static ValueTask<long> CountEventsAsync(this IReadTransaction tx, string subject) =>
        OutboxTables.Events.CountAsync(tx, OutboxTables.Events.Prefix(subject));
}
