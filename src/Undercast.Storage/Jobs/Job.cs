using System.Buffers;

namespace Undercast.Storage;

/// <summary>Work to be done later, once for each <paramref name="Id"/> and at least until it has been done.</summary>
/// <param name="Type">The stored name of the kind of work; a handler answers to it.</param>
/// <param name="Id">Decided before the transaction body. Scheduling the same id again replaces what was scheduled.</param>
/// <param name="Payload">What the handler needs to know.</param>
public sealed record Job(string Type, string Id, ReadOnlyMemory<byte> Payload);

/// <summary>A kind of work with a typed payload.</summary>
/// <param name="name">The stored name, such as <c>s3.notify</c>; never rename it.</param>
/// <param name="codec">How the payload is stored; a restart with a newer program still reads it.</param>
public sealed class JobType<TPayload>(string name, IRecordCodec<TPayload> codec)
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>A job of this kind.</summary>
    public Job Create(string id, TPayload payload) => new(Name, id, RecordBuffer.Encode(codec, payload));

    /// <summary>The payload of a job of this kind.</summary>
    public TPayload Read(ReadOnlyMemory<byte> payload) => codec.Read(payload);
}

/// <summary>Does the work of one kind of job. May be called again for work that it has done, unless it completes the job in its own transaction.</summary>
public interface IJobHandler
{
    /// <summary>The stored name of the kind of work.</summary>
    string JobType { get; }

    /// <summary>Does the work. Returning means done; an exception means: again later.</summary>
    ValueTask HandleAsync(JobRun run, CancellationToken ct);
}

/// <summary>Makes handlers from functions.</summary>
public static class JobHandler
{
    /// <summary>A handler with a typed payload.</summary>
    public static IJobHandler For<TPayload>(JobType<TPayload> type, Func<TPayload, JobRun, CancellationToken, ValueTask> handle) =>
        new Typed<TPayload>(type, handle);

    private sealed class Typed<TPayload>(JobType<TPayload> type, Func<TPayload, JobRun, CancellationToken, ValueTask> handle) : IJobHandler
    {
        public string JobType => type.Name;

        public ValueTask HandleAsync(JobRun run, CancellationToken ct) => handle(type.Read(run.Payload), run, ct);
    }
}

/// <summary>A stored job.</summary>
/// <param name="Type">The stored name of the kind of work.</param>
/// <param name="Payload">What the handler reads.</param>
/// <param name="Due">When it runs next; while it runs, when its lease ends.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Owner">The node that runs it, or null.</param>
/// <param name="Lease">Names this run among all runs; 0 while nobody runs it.</param>
/// <param name="LastError">Why the last attempt failed, or null.</param>
public sealed record JobRecord(string Type, ReadOnlyMemory<byte> Payload, DateTimeOffset Due, int Attempts, string? Owner, long Lease, string? LastError)
{
    internal static IRecordCodec<JobRecord> Codec { get; } = new JobCodec();

    private sealed class JobCodec : IRecordCodec<JobRecord>
    {
        private const byte Version = 1;

        public void Write(JobRecord record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, Version);
            w.String(record.Type);
            w.Bytes(record.Payload.Span);
            w.Time(record.Due);
            w.Int32(record.Attempts);
            w.OptionalString(record.Owner);
            w.Int64(record.Lease);
            w.OptionalString(record.LastError);
        }

        public JobRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            if (r.Version != Version) throw new StoreCorruptException($"A stored job has version {r.Version}; this program reads {Version}.");
            return new JobRecord(r.String(), r.Bytes(), r.Time(), r.Int32(), r.OptionalString(), r.Int64(), r.OptionalString());
        }
    }
}
