using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>The name of a nested stack while its parent's run works on it.</summary>
internal readonly record struct DriverKey(string Account, string Region, string Name) : ITupleKey<DriverKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static DriverKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>Whose run works on a nested stack: such a stack gets no job of its own, so that many of them cannot take every place of the job runner while their parents wait for them.</summary>
internal sealed record DriverRecord(string? ParentId, string? RootId);
