using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record LoggingConfig
{
    [OneOf("JSON", "Text")] public string? LogFormat { get; init; }
    [OneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")] public string? ApplicationLogLevel { get; init; }
    [OneOf("DEBUG", "INFO", "WARN")] public string? SystemLogLevel { get; init; }
    [Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroup { get; init; }
}
