using Undercast.Kernel;

namespace Undercast.DynamoDb;

/// <summary>In whose name objects are read and written.</summary>
internal sealed record CallerRecord(PrincipalKind Kind, string Account, string Arn, string Id, string AccessKeyId, IReadOnlyDictionary<string, string>? Facts)
{
    public static CallerRecord Of(Principal p) => new(p.Kind, p.Account, p.Arn, p.Id, p.AccessKeyId, p.SessionFacts);

    public Principal Principal() => new(Kind, Account, Arn, Id) { AccessKeyId = AccessKeyId, SessionFacts = Facts };
}

/// <summary>An export: what is told of it, and the copy that it is written from.</summary>
/// <param name="Told">As it is described.</param>
/// <param name="Caller">In whose name it is written.</param>
/// <param name="Copy">Where the copy goes, and from which history.</param>
internal sealed record ExportRecord(ExportDescription Told, CallerRecord Caller, CopyPayload Copy);

/// <summary>An import: what is told of it.</summary>
internal sealed record ImportRecord(ImportTableDescription Told, CallerRecord Caller);

/// <summary>An export or import to be done.</summary>
internal sealed record TransferPayload(string Account, string Region, string Table, string Id);
