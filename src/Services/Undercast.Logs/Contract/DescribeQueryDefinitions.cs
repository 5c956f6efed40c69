using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeQueryDefinitionsInput
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("queryDefinitionNamePrefix"), Length(min: 1, max: 255)] public string? QueryDefinitionNamePrefix { get; init; }
    [WireName("maxResults"), Range(min: 1, max: 1000)] public int? MaxResults { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}

public sealed record DescribeQueryDefinitionsOutput
{
    [WireName("queryDefinitions")] public IReadOnlyList<QueryDefinition>? QueryDefinitions { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}
