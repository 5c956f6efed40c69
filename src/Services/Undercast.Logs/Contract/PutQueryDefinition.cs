using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record PutQueryDefinitionInput
{
    [WireName("queryLanguage"), OneOf("CWLI", "SQL", "PPL")] public string? QueryLanguage { get; init; }
    [WireName("name"), Length(min: 1, max: 255)] public required string Name { get; init; }
    [WireName("queryDefinitionId"), Length(min: 1, max: 256)] public string? QueryDefinitionId { get; init; }
    [WireName("logGroupNames")]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[\.\-_/#A-Za-z0-9]+")]
    public IReadOnlyList<string>? LogGroupNames { get; init; }
    [WireName("queryString"), Length(min: 1, max: 10000)] public required string QueryString { get; init; }
    [WireName("clientToken"), IdempotencyToken, Length(min: 36, max: 128), Pattern(@"\S{36,128}")] public string? ClientToken { get; init; }
    [WireName("parameters"), Length(max: 20)] public IReadOnlyList<QueryParameter>? Parameters { get; init; }
}

public sealed record PutQueryDefinitionOutput
{
    [WireName("queryDefinitionId"), Length(min: 1, max: 256)] public string? QueryDefinitionId { get; init; }
}
