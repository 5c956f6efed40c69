using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Fuzz.Tests;

/// <summary>The readers of wires that no service of the cloud speaks yet, over a small schema of every kind.</summary>
public sealed class ShapeReaderTests
{
    private static readonly ShapeKind[] Kinds =
    [
        ShapeKind.String, ShapeKind.Boolean, ShapeKind.Byte, ShapeKind.Short, ShapeKind.Integer, ShapeKind.Long, ShapeKind.Float, ShapeKind.Double, ShapeKind.Blob, ShapeKind.Timestamp,
        ShapeKind.List, ShapeKind.Map, ShapeKind.Structure,
    ];

    private static readonly StructSchema Schema = new("Tree", [.. Kinds.Select((kind, i) => new MemberSchema
    {
        Name = ((char)('a' + i)).ToString(), Kind = kind, Index = i, Element = new MemberSchema { Name = "member", Kind = ShapeKind.String },
    })]);

    [Fact]
    public void Any_xml_is_read_or_refused_in_words_of_the_contract()
    {
        var valid = "<?xml version=\"1.0\"?><t xmlns=\"http://t/\"><a>x&amp;</a><b>true</b><c>1</c><d>2</d><e>3</e><f>4</f><g>1.5</g><h>2.5</h><i>AQID</i><j>2006-01-02T15:04:05Z</j><k><member>m</member></k><l><entry><key>k</key><value>v</value></entry></l><m><a>y</a><m><b>false</b></m></m></t>"u8.ToArray();
        FuzzLoop.Run(m => new FuzzInput("xml", m.Damage(valid)), input => Drive(() =>
        {
            var reader = new XmlShapeReader(input.Bytes);
            Walk(ref reader, null);
        }));
    }

    [Fact]
    public void Any_cbor_is_read_or_refused_in_words_of_the_contract()
    {
        // A map of indefinite length with every member once.
        var valid = Convert.FromHexString("BF616161786162F5616301616419010061652061661A000000016167FA3FC000006168FB4004000000000000616943010203616AC11A43B940E5616B816178616CA1616B6176616DA161616179FF");
        FuzzLoop.Run(m => new FuzzInput("cbor", m.Random.Next(4) == 0 ? m.Noise(60) : m.Damage(valid)), input => Drive(() =>
        {
            var reader = new CborShapeReader(input.Bytes);
            Walk(ref reader, null);
            reader.Finish();
        }));
    }

    private static void Walk<T>(ref T reader, MemberSchema? at)
        where T : struct, IShapeReader, allows ref struct
    {
        reader.BeginStructure(Schema, at);
        while (reader.NextMember(Schema, out var index))
        {
            var member = Schema.Members[index];
            if (reader.TryNull(member)) continue;
            switch (member.Kind)
            {
                case ShapeKind.String: reader.String(member); break;
                case ShapeKind.Boolean: reader.Boolean(member); break;
                case ShapeKind.Byte: reader.Byte(member); break;
                case ShapeKind.Short: reader.Short(member); break;
                case ShapeKind.Integer: reader.Integer(member); break;
                case ShapeKind.Long: reader.Long(member); break;
                case ShapeKind.Float: reader.Float(member); break;
                case ShapeKind.Double: reader.Double(member); break;
                case ShapeKind.Blob: reader.Blob(member); break;
                case ShapeKind.Timestamp: reader.Timestamp(member); break;
                case ShapeKind.List:
                    reader.BeginList(member);
                    while (reader.NextElement(member)) reader.String(member.Element!);
                    break;
                case ShapeKind.Map:
                    reader.BeginMap(member);
                    while (reader.NextEntry(member, out _)) reader.String(member.Element!);
                    break;
                default: Walk(ref reader, member); break;
            }
        }
    }

    private static void Drive(Action act)
    {
        try
        {
            act();
        }
        // What the framework's readers throw becomes the contract's error one level up.
        catch (Exception e) when (e is AwsException || WireProtocol.IsMalformed(e))
        {
        }
    }
}
