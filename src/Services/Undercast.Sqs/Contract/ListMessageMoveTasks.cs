using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ListMessageMoveTasksInput
{
    public string? SourceArn { get; init; }
    public int? MaxResults { get; init; }
}

public sealed record ListMessageMoveTasksOutput
{
    [QueryFlattened("ListMessageMoveTasksResultEntry")] public IReadOnlyList<ListMessageMoveTasksResultEntry>? Results { get; init; }
}
