using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListProvisionedConcurrencyConfigsInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 50)] public int? MaxItems { get; init; }
}

public sealed record ListProvisionedConcurrencyConfigsOutput
{
    public IReadOnlyList<ProvisionedConcurrencyConfigListItem>? ProvisionedConcurrencyConfigs { get; init; }
    public string? NextMarker { get; init; }
}
