namespace Undercast.Storage;

/// <summary>One run of a job, as its handler sees it.</summary>
public sealed class JobRun
{
    private readonly string _id;
    private readonly JobRecord _job;

    internal JobRun(string id, JobRecord job)
    {
        _id = id;
        _job = job;
    }

    /// <summary>The job's id.</summary>
    public string Id => _id;

    /// <summary>What was scheduled.</summary>
    public ReadOnlyMemory<byte> Payload => _job.Payload;

    /// <summary>1 for the first run, 2 for the first repetition.</summary>
    public int Attempt => _job.Attempts;

    /// <summary>Whether a transaction of the handler may have settled the job.</summary>
    internal bool Settled { get; private set; }

    /// <summary>Completes the job in the handler's own transaction: its effect then happens exactly once.</summary>
    /// <exception cref="JobLostException">The job was replaced, unscheduled, or taken over after its lease ended; the transaction must not commit, so let
    /// this pass.</exception>
    public async ValueTask CompleteAsync(IWriteTransaction tx)
    {
        var held = await HeldAsync(tx) ?? throw new JobLostException(_id);
        JobTables.Remove(tx, _id, held);
        Settled = true;
    }

    /// <summary>Ends this run and schedules the next one in the handler's own transaction, with another payload if one is given.</summary>
    /// <exception cref="JobLostException">As for <see cref="CompleteAsync"/>.</exception>
    public async ValueTask RescheduleAsync(IWriteTransaction tx, DateTimeOffset due, ReadOnlyMemory<byte>? payload = null)
    {
        var held = await HeldAsync(tx) ?? throw new JobLostException(_id);
        JobTables.Remove(tx, _id, held);
        tx.ScheduleAny(new Job(held.Type, _id, payload ?? held.Payload), due);
        Settled = true;
    }

    /// <summary>The stored job while this run still holds it.</summary>
    internal async ValueTask<JobRecord?> HeldAsync(IReadTransaction tx) =>
        await JobTables.Jobs.GetAsync(tx, new JobKey(_id)) is { } job && job.Lease == _job.Lease && job.Owner == _job.Owner ? job : null;
}

/// <summary>The job is no longer this run's.</summary>
public sealed class JobLostException(string id) : Exception($"The job '{id}' was replaced, unscheduled or taken over while it ran.");
