namespace Undercast.Protocol;

/// <summary>The stream of events in an operation's answer.</summary>
public sealed class EventStreamDescriptor
{
    /// <summary>The output's member that streams.</summary>
    public required MemberSchema Member { get; init; }
    /// <summary>The codec of the union, whose set member is the event.</summary>
    public required ShapeCodec Codec { get; init; }
    /// <summary>Takes the stream out of the output record.</summary>
    public required Func<object, IAsyncEnumerable<object>?> Events { get; init; }
}
