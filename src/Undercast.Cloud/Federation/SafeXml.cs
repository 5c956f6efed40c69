using System.Xml;

namespace Undercast.Cloud;

/// <summary>Reads XML that strangers have written: no document type, no entities, nothing from elsewhere.</summary>
public static class SafeXml
{
    /// <summary>The namespace of XML signatures.</summary>
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>The document, or null when it is none or has more than <paramref name="longest"/> characters.</summary>
    public static XmlDocument? Load(string text, long longest)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            // Comments go before anything is read: text that one of them cuts in two is whole again, as the signature sees it.
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = longest, IgnoreComments = true, IgnoreProcessingInstructions = true });
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The children of a name, in order; none of null.</summary>
    public static IEnumerable<XmlElement> Children(XmlElement? parent, string name, string space) =>
        parent?.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == name && e.NamespaceURI == space) ?? [];

    /// <summary>The first child of a name.</summary>
    public static XmlElement? Child(XmlElement? parent, string name, string space) => Children(parent, name, space).FirstOrDefault();
}
