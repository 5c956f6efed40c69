namespace Undercast.Storage;

/// <summary>The key of a job.</summary>
public readonly record struct JobKey(string Id) : ITupleKey<JobKey>
{
    /// <inheritdoc/>
    public void Write(ref TupleWriter w) => w.String(Id);

    /// <inheritdoc/>
    public static JobKey Read(ref TupleReader r) => new(r.String());
}

internal readonly record struct DueKey(DateTimeOffset Due, string Id) : ITupleKey<DueKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Time(Due);
        w.String(Id);
    }

    public static DueKey Read(ref TupleReader r) => new(r.Time(), r.String());
}

/// <summary>The rows of jobs.</summary>
/// <remarks>
/// The due queue is written blindly, so that scheduling and unscheduling read nothing: the job's own row is the truth, and the runner drops a queue row
/// that disagrees with it.
/// </remarks>
internal static class JobTables
{
    public const string Arrived = "undercast.jobs";

    public static readonly Table<JobKey, JobRecord> Jobs = new("undercast.job", JobRecord.Codec);
    public static readonly Table<DueKey, Marker> Queue = new("undercast.job.due", Marker.Codec);
    public static readonly Table<JobKey, Marker> Failing = new("undercast.job.failing", Marker.Codec);

    public static void Put(IWriteTransaction tx, string id, JobRecord record)
    {
        Jobs.Put(tx, new JobKey(id), record);
        Queue.Put(tx, new DueKey(record.Due, id), Marker.Instance);
    }

    public static void Remove(IWriteTransaction tx, string id, JobRecord record)
    {
        Jobs.Delete(tx, new JobKey(id));
        Queue.Delete(tx, new DueKey(record.Due, id));
        if (record.LastError is not null) Failing.Delete(tx, new JobKey(id));
    }
}

/// <summary>The verbs that a transaction body uses on jobs.</summary>
public static class JobTransactions
{
    /// <summary>Runs <paramref name="job"/> at <paramref name="due"/>, once this transaction has committed. A job of the same id is replaced; one that runs
    /// now ends without effect on the new one.</summary>
    public static void Schedule(this IWriteTransaction tx, Job job, DateTimeOffset due)
    {
        RefuseReserved(job.Id);
        tx.ScheduleAny(job, due);
    }

    /// <summary>Forgets the job of this id, if there is one. A run that has begun goes on; what it does in its own completing transaction is refused.</summary>
    public static void Unschedule(this IWriteTransaction tx, string id)
    {
        RefuseReserved(id);
        JobTables.Jobs.Delete(tx, new JobKey(id));
        JobTables.Failing.Delete(tx, new JobKey(id));
    }

    /// <summary>The job of this id, or null when it is done or was never scheduled.</summary>
    public static ValueTask<JobRecord?> FindJobAsync(this IReadTransaction tx, string id) => JobTables.Jobs.GetAsync(tx, new JobKey(id));

    /// <summary>The jobs whose last attempt failed, with the reason: what an operator looks at.</summary>
    public static async ValueTask<IReadOnlyList<(string Id, JobRecord Job)>> FailingJobsAsync(this IReadTransaction tx, int limit = 100, string? after = null)
    {
        var rows = await JobTables.Failing.RangeAsync(tx, JobTables.Failing.All, limit, after: after is null ? null : new JobKey(after));
        var jobs = new List<(string, JobRecord)>(rows.Count);
        foreach (var (key, _) in rows)
        {
            if (await JobTables.Jobs.GetAsync(tx, key) is { } job) jobs.Add((key.Id, job));
        }
        return jobs;
    }

    internal static void ScheduleAny(this IWriteTransaction tx, Job job, DateTimeOffset due)
    {
        JobTables.Put(tx, job.Id, new JobRecord(job.Type, job.Payload, due, 0, null, 0, null));
        tx.Signal(JobTables.Arrived);
    }

    private static void RefuseReserved(string id)
    {
        if (id.StartsWith(OutboxTables.JobPrefix, StringComparison.Ordinal)) throw new ArgumentException("Job ids of the outbox are its own.", nameof(id));
    }
}
