using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A question to somebody outside, by the id that the question carries.</summary>
internal readonly record struct ResponseKey(string RequestId) : ITupleKey<ResponseKey>
{
    public void Write(ref TupleWriter w) => w.String(RequestId);

    public static ResponseKey Read(ref TupleReader r) => new(r.String());
}

/// <summary>What is known of the answers.</summary>
internal sealed record ResponseRecord
{
    /// <summary>Only who has the address with this in it may answer.</summary>
    public required string Secret { get; init; }
    /// <summary>After this nobody waits any more.</summary>
    public required DateTimeOffset Expires { get; init; }
    /// <summary>Whether the question has left.</summary>
    public bool Asked { get; init; }
    /// <summary>The documents that came, by the id that each gives itself; a custom resource's only one under the empty id.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();
}
