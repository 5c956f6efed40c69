using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Undercast.ApiGateway;

/// <summary>The certificate that a client showed and a custom domain trusts, as events and <c>$context</c> tell of it.</summary>
internal sealed record ShownCertificate(string Pem, string Subject, string Issuer, string SerialNumber, string NotBefore, string NotAfter)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN", ["2.5.4.5"] = "SERIALNUMBER", ["2.5.4.6"] = "C", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.9"] = "STREET", ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU",
        ["0.9.2342.19200300.100.1.1"] = "UID", ["0.9.2342.19200300.100.1.25"] = "DC", ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    public static ShownCertificate Of(X509Certificate2 certificate) => new(
        certificate.ExportCertificatePem(), NameOf(certificate.SubjectName), NameOf(certificate.IssuerName), string.Join(':', Convert.ToHexStringLower(certificate.SerialNumberBytes.Span).Chunk(2).Select(static b => new string(b))),
        TimeOf(certificate.NotBefore), TimeOf(certificate.NotAfter));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("clientCert");
        json.WriteString("clientCertPem", Pem);
        json.WriteString("subjectDN", Subject);
        json.WriteString("issuerDN", Issuer);
        json.WriteString("serialNumber", SerialNumber);
        json.WriteStartObject("validity");
        json.WriteString("notBefore", NotBefore);
        json.WriteString("notAfter", NotAfter);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What stands under a name after <c>$context.identity.clientCert.</c>; null for other names.</summary>
    public string? Variable(string name) => name switch
    {
        "clientCertPem" => Pem, "subjectDN" => Subject, "issuerDN" => Issuer, "serialNumber" => SerialNumber, "validity.notBefore" => NotBefore, "validity.notAfter" => NotAfter, _ => null,
    };

    public JavaMap Map() => new()
    {
        ["clientCertPem"] = Pem, ["subjectDN"] = Subject, ["issuerDN"] = Issuer, ["serialNumber"] = SerialNumber, ["validity"] = new JavaMap { ["notBefore"] = NotBefore, ["notAfter"] = NotAfter },
    };

    // The form of RFC 2253: the last part first.
    private static string NameOf(X500DistinguishedName name)
    {
        var text = new StringBuilder();
        foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: true))
        {
            if (text.Length > 0) text.Append(',');
            if (part.HasMultipleElements) text.Append(new X500DistinguishedName(part.RawData.Span).Name);
            else
            {
                var type = part.GetSingleElementType().Value!;
                text.Append(Names.GetValueOrDefault(type, type)).Append('=');
                foreach (var c in part.GetSingleElementValue() ?? "")
                {
                    if (",+\"\\<>;".Contains(c, StringComparison.Ordinal)) text.Append('\\');
                    text.Append(c);
                }
            }
        }
        return text.ToString();
    }

    // AWS: days below ten have a space before them.
    private static string TimeOf(DateTime time)
    {
        var utc = time.ToUniversalTime();
        return string.Create(CultureInfo.InvariantCulture, $"{utc:MMM} {utc.Day,2} {utc:HH:mm:ss yyyy} GMT");
    }
}
