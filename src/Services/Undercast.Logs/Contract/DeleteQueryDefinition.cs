using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DeleteQueryDefinitionInput
{
    [WireName("queryDefinitionId"), Length(min: 1, max: 256)] public required string QueryDefinitionId { get; init; }
}

public sealed record DeleteQueryDefinitionOutput
{
    [WireName("success")] public bool? Success { get; init; }
}
