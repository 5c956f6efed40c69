using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>The wires that an API can speak.</summary>
public enum Wire
{
    /// <summary>JSON with <c>X-Amz-Target</c>, version 1.0.</summary>
    AwsJson10 = 1,
    /// <summary>JSON with <c>X-Amz-Target</c>, version 1.1.</summary>
    AwsJson11 = 2,
    /// <summary>Form-encoded requests, XML answers.</summary>
    AwsQuery = 3,
    /// <summary>EC2's dialect of the query wire.</summary>
    Ec2Query = 4,
    /// <summary>REST with JSON bodies.</summary>
    RestJson1 = 5,
    /// <summary>REST with XML bodies.</summary>
    RestXml = 6,
    /// <summary>Smithy RPC v2 with CBOR bodies.</summary>
    RpcV2Cbor = 7,
}

/// <summary>How a service words the breaking of a constraint.</summary>
public enum ConstraintStyle
{
    /// <summary>The service checks in its own rules; the generator emits no checks.</summary>
    None = 0,
    /// <summary>All violations in one text: <c>2 validation errors detected: Value '…' at '…' failed to satisfy constraint: …; …</c></summary>
    Collected = 1,
}

/// <summary>Marks an interface as one of AWS's APIs.</summary>
/// <param name="name">The endpoint prefix, such as <c>sqs</c>; also the signing name unless <see cref="SigningName"/> says otherwise.</param>
/// <param name="version">The API version, such as <c>2012-11-05</c>.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class AwsApiAttribute(string name, string version) : Attribute
{
    /// <summary>The endpoint prefix.</summary>
    public string Name { get; } = name;
    /// <summary>The API version.</summary>
    public string Version { get; } = version;
    /// <summary>The service's id in SDKs, such as <c>SQS</c> or <c>Cognito Identity Provider</c>; the path segment of rpc-v2-cbor too.</summary>
    public required string ServiceId { get; set; }
    /// <summary>The wires, the preferred one first.</summary>
    public required Wire[] Wires { get; set; }
    /// <summary>What precedes the dot in <c>X-Amz-Target</c>.</summary>
    public string? TargetPrefix { get; set; }
    /// <summary>The service name in credential scopes where it differs from <see cref="Name"/>.</summary>
    public string? SigningName { get; set; }
    /// <summary>The namespace of XML answers.</summary>
    public string? XmlNamespace { get; set; }
    /// <summary>How broken constraints are worded.</summary>
    public ConstraintStyle Constraints { get; set; }
    /// <summary>The largest buffered request body in bytes; a larger one is refused before it is read. Streaming bodies are not held to it.</summary>
    public int MaxBody { get; set; } = 8 * 1024 * 1024;
    /// <summary>A static class whose methods compute resource ARNs for <see cref="AuthorizeAttribute"/>.</summary>
    public Type? Resources { get; set; }
    /// <summary>
    /// Whether signatures are made over the path as it is rather than over a normalised, twice-encoded one; such services also require every
    /// <c>x-amz-</c> header to be signed, word their signature errors differently and leave the payload of presigned requests unsigned.
    /// </summary>
    public bool RawSigningPath { get; set; }
    /// <summary>
    /// Hosts below which a name stands for the first piece of the path: with <c>s3.{region}</c>, <c>name.s3.eu-west-1.localhost/key</c> is <c>/name/key</c>. The empty text means
    /// directly below <c>localhost</c>.
    /// </summary>
    public string[] PathHosts { get; set; } = [];
    /// <summary>What all paths of the API begin with, where another API has the same signing name: requests below it are this API's alone, and the others never.</summary>
    public string? PathPrefix { get; set; }
    /// <summary>Query parameters by which AWS tells operations apart that are not built: a request with one is refused, not taken for the operation without it.</summary>
    public string[] UnbuiltQueries { get; set; } = [];
    /// <summary>What precedes the hash in <c>__type</c> of JSON errors where it is not <c>com.amazonaws.</c> with the name.</summary>
    public string? ErrorNamespace { get; set; }
    /// <summary>Whether XML errors stand without a wrapper, and requests' ids travel in <c>x-amz-request-id</c> and <c>x-amz-id-2</c>.</summary>
    public bool BareErrors { get; set; }
    /// <summary>The member of inputs that a query request may leave out when it is sent to that very URL, as to a queue's.</summary>
    public string? QueryPathMember { get; set; }
    /// <summary>Whether JSON answers also carry <c>x-amzn-query-error</c> (services that moved from the query wire).</summary>
    public bool QueryCompatible { get; set; }
}

/// <summary>Gives a common error another code or status in this API.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class CommonErrorCodeAttribute(CommonError kind, string code, int status) : Attribute
{
    /// <summary>The error.</summary>
    public CommonError Kind { get; } = kind;
    /// <summary>Its code in this API.</summary>
    public string Code { get; } = code;
    /// <summary>Its HTTP status in this API.</summary>
    public int Status { get; } = status;
}

/// <summary>Marks a method as an operation; the method's name is the operation's name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute : Attribute
{
    /// <summary>The operation's wire name where the method's name must differ.</summary>
    public string? Name { get; set; }
    /// <summary>Whether a caller without credentials may reach it (<c>AssumeRoleWithWebIdentity</c>, Cognito's sign-in).</summary>
    public bool AllowAnonymous { get; set; }
}

/// <summary>The HTTP binding of an operation on a REST wire.</summary>
/// <param name="method">Such as <c>GET</c>.</param>
/// <param name="uri">The pattern with labels, such as <c>/{Bucket}/{Key+}?uploads</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HttpAttribute(string method, string uri) : Attribute
{
    /// <summary>The method.</summary>
    public string Method { get; } = method;
    /// <summary>The pattern.</summary>
    public string Uri { get; } = uri;
    /// <summary>The status of success.</summary>
    public int Status { get; set; } = 200;
    /// <summary>Prefix of the host, such as <c>{AccountId}.</c>; its label is read from the host.</summary>
    public string? HostPrefix { get; set; }
}

/// <summary>The IAM action and resource of an operation. Several attributes: every one must be allowed.</summary>
/// <param name="action">Such as <c>sqs:SendMessage</c>.</param>
/// <param name="resource">
/// <c>*</c>, or a template: <c>{partition}</c>, <c>{region}</c>, <c>{account}</c> come from the call; <c>{Member}</c> (or <c>{Member.Sub}</c>) from the input;
/// <c>{function(Member)}</c> or <c>{function()}</c> calls <c>static string function(MemberType value, CallContext call)</c> (or <c>IEnumerable&lt;string&gt;</c>: each is asked for) of
/// <see cref="AwsApiAttribute.Resources"/>; <c>{function(*)}</c> passes the whole input.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AuthorizeAttribute(string action, string resource) : Attribute
{
    /// <summary>The action.</summary>
    public string Action { get; } = action;
    /// <summary>The resource's template.</summary>
    public string Resource { get; } = resource;
}

/// <summary>An error that the operation declares.</summary>
/// <typeparam name="TError">The exception type, which carries <see cref="AwsErrorAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThrowsAttribute<TError> : Attribute where TError : AwsException;
