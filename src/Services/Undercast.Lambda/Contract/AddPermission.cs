using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record AddPermissionInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [Length(min: 1, max: 100), Pattern(@"([a-zA-Z0-9-_]+)")] public required string StatementId { get; init; }
    [Pattern(@"(lambda:[*]|lambda:[a-zA-Z]+|[*])")] public required string Action { get; init; }
    [Pattern(@"[^\s]+")] public required string Principal { get; init; }
    [Pattern(@"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    public string? SourceArn { get; init; }
    [Length(min: 0, max: 12), Pattern(@"\d{12}")] public string? SourceAccount { get; init; }
    [Length(min: 0, max: 256), Pattern(@"[a-zA-Z0-9._\-]+")] public string? EventSourceToken { get; init; }
    [HttpQuery("Qualifier")]
    [Length(min: 1, max: 128)]
    [Pattern(@"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    public string? Qualifier { get; init; }
    public string? RevisionId { get; init; }
    [Length(min: 12, max: 34), Pattern(@"o-[a-z0-9]{10,32}")] public string? PrincipalOrgID { get; init; }
    [OneOf("NONE", "AWS_IAM")] public string? FunctionUrlAuthType { get; init; }
    public bool? InvokedViaFunctionUrl { get; init; }
}

public sealed record AddPermissionOutput
{
    public string? Statement { get; init; }
}
