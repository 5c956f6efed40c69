using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("DurableExecutionName"), NotSupportedMember("TenantId")]
public sealed record InvokeInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpHeader("X-Amz-Invocation-Type"), OneOf("Event", "RequestResponse", "DryRun")] public string? InvocationType { get; init; }
    [HttpHeader("X-Amz-Log-Type"), OneOf("None", "Tail")] public string? LogType { get; init; }
    [HttpHeader("X-Amz-Client-Context")] public string? ClientContext { get; init; }
    [HttpPayload, Sensitive] public byte[]? Payload { get; init; }
    [HttpQuery("Qualifier")]
    [Length(min: 1, max: 128)]
    [Pattern(@"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    public string? Qualifier { get; init; }
}

public sealed record InvokeOutput
{
    [HttpStatus] public int? StatusCode { get; init; }
    [HttpHeader("X-Amz-Function-Error")] public string? FunctionError { get; init; }
    [HttpHeader("X-Amz-Log-Result")] public string? LogResult { get; init; }
    [HttpPayload, Sensitive] public byte[]? Payload { get; init; }
    [HttpHeader("X-Amz-Executed-Version")] public string? ExecutedVersion { get; init; }
}
