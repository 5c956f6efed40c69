using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryDefinition
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("queryDefinitionId"), Length(min: 1, max: 256)] public string? QueryDefinitionId { get; init; }
    [WireName("name"), Length(min: 1, max: 255)] public string? Name { get; init; }
    [WireName("queryString"), Length(min: 1, max: 10000)] public string? QueryString { get; init; }
    [WireName("lastModified"), Range(min: 0)] public long? LastModified { get; init; }
    [WireName("logGroupNames")]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[\.\-_/#A-Za-z0-9]+")]
    public IReadOnlyList<string>? LogGroupNames { get; init; }
    [WireName("parameters"), Length(max: 20)] public IReadOnlyList<QueryParameter>? Parameters { get; init; }
}
